import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

describe('the files of a report', () => {
  let bot: RunningBot;
  beforeAll(async () => {
    bot = await startRunningBot();
    await bot.ask(OMID, 'What is the capital of France?');
  });
  afterAll(() => bot.stop());

  async function pressed(button: string, userId = ADMIN) {
    const { message_id: asked } = bot.telegram.say(ADMIN, '/ai_usage');
    const report = await bot.messageAfter(ADMIN, asked);
    const { answer } = bot.telegram.press(userId, report.id, button);
    return { report, answer: await answer };
  }

  it('bring a picture of the period', async () => {
    const { report } = await pressed('📈 Chart');
    const { photo } = await bot.messageAfter(ADMIN, report.id);
    const png = Buffer.from(bot.telegram.file(photo?.id ?? '')?.data ?? []);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
  });

  it('bring the numbers of the report as CSV and JSON', async () => {
    const csv = await bot.messageAfter(ADMIN, (await pressed('📄 CSV')).report.id);
    expect(csv.document?.name).toMatch(/^ai-usage_\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d\.csv$/);
    const text = Buffer.from(bot.telegram.file(csv.document?.id ?? '')?.data ?? []).toString();
    expect(text).toMatch(/^\uFEFFdate,provider,/);
    expect(text).toContain(`,${MAIN},openai/gpt-oss-120b,Chat,ok,1,`);
    const json = await bot.messageAfter(ADMIN, (await pressed('🧾 JSON')).report.id);
    const report = JSON.parse(
      Buffer.from(bot.telegram.file(json.document?.id ?? '')?.data ?? []).toString(),
    ) as { totals: { requests: number } };
    expect(report.totals.requests).toBe(1);
  });

  it('are for admins alone', async () => {
    const { message_id: asked } = bot.telegram.say(ADMIN, '/ai_usage');
    const report = await bot.messageAfter(ADMIN, asked);
    bot.telegram.sendUpdate({
      callback_query: {
        id: '77',
        from: { id: SARA, is_bot: false, first_name: 'سارا', language_code: 'fa' },
        chat_instance: '1',
        data: 'csv:30',
        message: { message_id: report.id, date: 0, chat: { id: ADMIN, type: 'private', first_name: 'Ada' } },
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(bot.telegram.callsOf('sendDocument')).toHaveLength(2);
    expect(bot.errors()).toEqual([]);
  });
});
