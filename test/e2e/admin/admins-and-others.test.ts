import type { BotApiCall } from '../../../src/tools/stand-ins/telegram/bot-api/call-log.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';

const PERSIAN_ADMIN = 901;
const LATE_ADMIN = 902;
const EVERYONE = ['start', 'help', 'new', 'model', 'usage', 'cost', 'language', 'privacy'];

/** The last of the menus that are set for one admin. */
function isMenuOf(chat_id: number): (call: BotApiCall) => boolean {
  const scope = JSON.stringify({ type: 'chat', chat_id });
  return ({ payload, answer }) =>
    answer?.ok === true && payload['language_code'] === 'fa' && JSON.stringify(payload['scope']) === scope;
}

describe('admins and everybody else', () => {
  let bot: RunningBot;

  beforeAll(async () => {
    bot = await startRunningBot({
      environment: { ADMIN_IDS: `${LATE_ADMIN},${ADMIN},${PERSIAN_ADMIN}` },
      prepare: (telegram) => {
        telegram.addUser({ id: PERSIAN_ADMIN, firstName: 'مریم', languageCode: 'fa' });
        telegram.addUser({ id: LATE_ADMIN, firstName: 'Late', languageCode: 'en', opened: false });
      },
    });
    await bot.telegram.waitForCall('setMyCommands', isMenuOf(PERSIAN_ADMIN));
  });

  afterAll(async () => {
    expect(bot.errors()).toEqual([]);
    await bot.stop();
  });

  const namesFor = (userId: number) => bot.telegram.visibleCommands(userId).map(({ command }) => command);

  it('put no report into a message that stands in no chat of the bot', async () => {
    const from = { id: ADMIN, is_bot: false, first_name: 'Ada', language_code: 'en' };
    const press = { id: 'made-up', from, chat_instance: '1', inline_message_id: 'made elsewhere' };
    bot.telegram.sendUpdate({ callback_query: { ...press, data: 'report:7' } });
    await bot.ask(ADMIN, '/usage');
    expect(bot.telegram.callsOf('answerCallbackQuery')).toHaveLength(1);
    expect(bot.telegram.callsOf('editMessageText')).toEqual([]);
  });

  it('see the menu of their role, in their language', () => {
    expect(namesFor(OMID)).toEqual(EVERYONE);
    expect(namesFor(SARA)).toEqual(EVERYONE);
    expect(namesFor(ADMIN)).toEqual([...EVERYONE, 'ai_usage', 'dashboard', 'access', 'settings']);
    expect(namesFor(PERSIAN_ADMIN)).toEqual([...EVERYONE, 'ai_usage', 'dashboard', 'access', 'settings']);
    expect(bot.telegram.visibleCommands(SARA)[1]).toEqual({ command: 'help', description: 'راهنما' });
    expect(bot.telegram.visibleCommands(ADMIN)[1]).toEqual({ command: 'help', description: 'Help' });
    expect(bot.telegram.visibleCommands(PERSIAN_ADMIN).at(-4)?.description).toBe('گزارش مصرف (مدیران)');
  });

  it('give an admin who opens the bot later their menu as well', async () => {
    expect(namesFor(LATE_ADMIN)).toEqual(EVERYONE);
    await bot.ask(LATE_ADMIN, '/start');
    await bot.telegram.waitForCall('setMyCommands', isMenuOf(LATE_ADMIN));
    expect(namesFor(LATE_ADMIN)).toContain('ai_usage');
  });

  it.each(['/ai_usage', '/ai_usage 7', '/ai_usage abc', `/ai_usage ${ADMIN}`, '/ai_usage@ledger_demo_bot'])(
    'are told apart at %s',
    async (command) => {
      expect(await bot.ask(OMID, command)).toBe('⛔️ This command is for bot admins only.');
      expect(await bot.ask(SARA, command)).toBe('⛔️ این دستور فقط برای مدیران ربات است.');
    },
  );

  it.each(['report:30', 'report:7:900', 'report:1:1'])('refuse a forged button %s', async (data) => {
    const before = bot.telegram.callsOf('editMessageText').length;
    expect(await pressForged(SARA, data)).toBe('این بخش فقط برای مدیران ربات است.');
    expect(bot.telegram.callsOf('editMessageText')).toHaveLength(before);
  });

  it.each([
    '',
    'x',
    'report:',
    'report:1000',
    'report:7:abc',
    'language:de',
    'model:0000',
    'model:0123456789abcdef',
  ])('are told that a button with the data "%s" is out of date', async (data) => {
    const expired = 'This button is out of date. Please send the command again.';
    expect(await pressForged(ADMIN, data)).toBe(expired);
    expect(await pressForged(OMID, data)).toBe(expired);
  });

  /** A callback query that no button of ours sent, as a changed client can send it. */
  async function pressForged(userId: number, data: string): Promise<string> {
    const { message_id } = bot.telegram.say(userId, '/help');
    const { id } = await bot.messageAfter(userId, message_id);
    const queryId = `forged-${userId}-${id}`;
    bot.telegram.sendUpdate({
      callback_query: {
        id: queryId,
        from: { id: userId, is_bot: false, first_name: 'F', language_code: userId === SARA ? 'fa' : 'en' },
        chat_instance: '1',
        data,
        message: { message_id: id, date: 1, chat: { id: userId, type: 'private', first_name: 'F' } },
      },
    });
    // A press waits for nobody's turn: a message after it may well be answered before it.
    const answer = await bot.telegram.waitForCall(
      'answerCallbackQuery',
      ({ payload }) => payload['callback_query_id'] === queryId,
    );
    return stripMarks(String(answer.payload['text']));
  }
});
