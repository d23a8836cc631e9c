import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

describeOnOneEngine('/ai_usage', (engine) => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({ engine });
    await bot.ask(OMID, 'hello');
    await bot.ask(SARA, 'سلام');
    await bot.ask(SARA, 'خوبی؟');
  });

  afterAll(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it.each([
    ['/ai_usage', 'last 30 days', 3],
    ['/ai_usage 7', 'last 7 days', 3],
    ['/ai_usage ۷', 'last 7 days', 3],
    ['/ai_usage   ٧  ', 'last 7 days', 3],
    ['/ai_usage 1', 'today', 3],
    [`/ai_usage ${SARA}`, 'last 101 days', 3],
    ['/ai_usage@ledger_demo_bot 7', 'last 7 days', 3],
    ['/ai_usage@ledger_demo_bot 2 weeks', 'last 14 days', 3],
  ])('understands %s', async (command, period, requests) => {
    const report = await bot.ask(ADMIN, command);
    expect(report).toContain(`📈 Detailed statistics from the database (${period}):`);
    expect(report).toContain(`  • Total requests: ${requests}\n`);
  });

  it.each(['abc', '0', '-5', '7.5', '7 8', '1e3', '99999999999999999999', "7'; DROP TABLE person;--", '٪'])(
    'explains itself at %s',
    async (argument) => {
      expect(await bot.ask(ADMIN, `/ai_usage ${argument}`)).toMatch(/^🤔 I don't understand that\./);
    },
  );

  it('answers with an empty report for somebody who never asked', async () => {
    const report = await bot.ask(ADMIN, '/ai_usage 123456789');
    expect(report).toContain('👤 Person with id 123456789');
    expect(report).toContain('📭 No requests in this period yet.');
  });

  it.each(['@Lena_of_old', 't.me/lena_of_old'])('finds somebody by %s', async (name) => {
    bot.telegram.addUser({ id: 5_002, firstName: 'Lena', username: 'lena_of_old', languageCode: 'en' });
    await bot.ask(5_002, 'hi');
    expect(await bot.ask(ADMIN, `/ai_usage ${name}`)).toContain('👤 Lena (id 5002)');
    expect(await bot.ask(ADMIN, '/ai_usage @nobody_here')).toMatch(/^🤔 I don't understand that\./);
  });

  it('changes its report in place, for the same person', async () => {
    bot.telegram.addUser({ id: 5_001, firstName: 'Lena', languageCode: 'en' });
    await bot.ask(5_001, 'hi');
    const { message_id } = bot.telegram.say(ADMIN, '/ai_usage 5001');
    const report = await bot.messageAfter(ADMIN, message_id);
    expect(report.keyboard.map((row) => row.map(({ text }) => text))).toEqual([
      ['Today', '7 days', '30 days'],
      ['🔄 Refresh', '📈 Chart'],
      ['📄 CSV', '🧾 JSON'],
    ]);
    expect(await bot.telegram.press(ADMIN, report.id, '7 days').answer).toMatchObject({ text: 'Updated ✅' });
    const shown = bot.telegram.messages(ADMIN).find(({ id }) => id === report.id)!;
    expect(shown.edited).toBe(true);
    expect(stripMarks(shown.text)).toMatch(/👤 Lena \(id 5001\)[^]*\(last 7 days\):[^]*Total requests: 1\n/);
    expect(bot.telegram.messages(ADMIN).at(-1)?.id).toBe(report.id);
  });

  it('takes no harm from an impatient refresh', async () => {
    const { message_id } = bot.telegram.say(ADMIN, '/ai_usage 7');
    const { id } = await bot.messageAfter(ADMIN, message_id);
    const presses = [1, 2, 3, 4].map(() => bot.telegram.press(ADMIN, id, '🔄 Refresh').answer);
    const toasts = (await Promise.all(presses)).map(({ text }) => text);
    expect(toasts.filter((text) => !['Updated ✅', 'Nothing has changed.'].includes(text))).toEqual([]);
    expect(toasts).toContain('Nothing has changed.');
  });
});
