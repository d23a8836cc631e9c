import { stripMarks } from '../../../src/localization/direction.ts';
import {
  ADMIN,
  OMID,
  startBotIn,
  startRunningBot,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';

const PERSIAN_ADMIN = 901;
const LATE_ADMIN = 902;
const BOT = '@ledger_demo_bot';

describe('a report that is asked for in a group', () => {
  let bot: RunningBot;
  let group: number;

  beforeAll(async () => {
    bot = await startRunningBot({
      environment: { ADMIN_IDS: `${ADMIN},${PERSIAN_ADMIN},${LATE_ADMIN}` },
      prepare: (telegram) => {
        telegram.addUser({ id: PERSIAN_ADMIN, firstName: 'مریم', languageCode: 'fa' });
        telegram.addUser({ id: LATE_ADMIN, firstName: 'Late', languageCode: 'en', opened: false });
      },
    });
    const members = [ADMIN, PERSIAN_ADMIN, LATE_ADMIN, OMID];
    group = bot.telegram.addGroup({ title: 'Team', members }).id;
    await bot.ask(OMID, 'hello');
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const texts = (chatId: number) => bot.telegram.messages(chatId).map(({ text }) => stripMarks(text));
  const reports = (chatId: number) =>
    texts(chatId).filter((text) => /AI token usage report|گزارش استفاده از توکن/.test(text));
  const askInGroup = async (userId: number, text: string) =>
    stripMarks((await bot.ask(userId, text, { chatId: group })) ?? '');

  it.each(['/ai_usage', '/ai_usage 7', `/ai_usage ${OMID}`, `/ai_usage${BOT}`])(
    'as %s goes to the admin in private, and the group is told so',
    async (command) => {
      const before = reports(ADMIN).length;
      expect(await askInGroup(ADMIN, command)).toBe(
        `📬 I sent the report to you in our private chat: ${BOT}`,
      );
      expect(reports(ADMIN)).toHaveLength(before + 1);
      expect(reports(group)).toEqual([]);
    },
  );

  it('does so in Persian', async () => {
    expect(await askInGroup(PERSIAN_ADMIN, '/ai_usage')).toBe(
      `📬 گزارش را در گفت‌وگوی خصوصی‌مان برایتان فرستادم: ${BOT}`,
    );
    expect(reports(PERSIAN_ADMIN)).toHaveLength(1);
  });

  it('tells an admin who never opened the bot to do so', async () => {
    expect(await askInGroup(LATE_ADMIN, '/ai_usage')).toContain(`Please open ${BOT}, press Start`);
    expect(reports(group)).toEqual([]);
  });

  it('shows nothing new in the group when a button of an old one is pressed there', async () => {
    const { message_id: asked } = bot.telegram.say(ADMIN, '/ai_usage', { chatId: group });
    const note = await bot.messageAfter(group, asked);
    const from = { id: ADMIN, is_bot: false, first_name: 'Ada', language_code: 'en' };
    const message = {
      message_id: note.id,
      date: 1,
      chat: { id: group, type: 'supergroup' as const, title: 'Team' },
    };
    for (const data of ['report:7', 'csv:7', 'json:7', 'chart:7']) {
      const answers = bot.telegram.callsOf('answerCallbackQuery').length;
      bot.telegram.sendUpdate({ callback_query: { id: data, from, chat_instance: '1', data, message } });
      while (bot.telegram.callsOf('answerCallbackQuery').length === answers)
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const sent = ['sendDocument', 'sendPhoto', 'sendMessage', 'editMessageText'] as const;
    const toGroup = sent.flatMap((method) =>
      bot.telegram.callsOf(method).filter(({ payload }) => payload['chat_id'] === group),
    );
    expect(toGroup.filter(({ payload }) => !JSON.stringify(payload).includes('📬'))).toEqual([]);
    expect(bot.telegram.callsOf('sendDocument').map(({ payload }) => Number(payload['chat_id']))).toEqual([
      ADMIN,
      ADMIN,
    ]);
    expect(bot.telegram.callsOf('sendPhoto').map(({ payload }) => Number(payload['chat_id']))).toEqual([
      ADMIN,
    ]);
  });

  it('is refused to everybody else, as anywhere', async () => {
    expect(await askInGroup(OMID, '/ai_usage')).toContain('for bot admins only');
  });
});

describe('a report that is asked for in the chat of ADMIN_CHAT_ID', () => {
  it('is shown there, and changes there, for admins alone', async () => {
    const surroundings = await startSurroundings();
    const group = surroundings.telegram.addGroup({ title: 'Operators', members: [ADMIN, OMID] }).id;
    surroundings.environment['ADMIN_CHAT_ID'] = String(group);
    const bot = await startBotIn(surroundings);
    const { message_id: asked } = bot.telegram.say(ADMIN, '/ai_usage', { chatId: group });
    const report = await bot.messageAfter(group, asked);
    expect(report.text).toContain('AI token usage report');
    expect(await bot.telegram.press(ADMIN, report.id, '7 days').answer).toMatchObject({ text: 'Updated ✅' });
    const pressed = await bot.telegram.press(OMID, report.id, '30 days').answer;
    expect(pressed).toEqual({ text: 'This is for bot admins only.', alert: false, url: null });
    expect(bot.telegram.messages(ADMIN)).toEqual([]);
    await bot.stop();
  });
});
