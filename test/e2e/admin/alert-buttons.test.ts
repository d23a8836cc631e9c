import { linesAstray } from '../../support/right-to-left.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { shortHash } from '../../../src/telegram/messages/short-hash.ts';
import { ADMIN, OMID, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN, MAIN_NAME } from '../../support/bot/main-provider.ts';
import { pressButton } from '../../support/bot/press-button.ts';

const MARYAM = 901;
const KEY = `quota/${MAIN}/openai/gpt-oss-120b/requests/day`;
const OVER = 'This alert is over, and its buttons no longer work.';

describeOnOneEngine('the buttons under an alert', (engine) => {
  let bot: RunningBot;
  let warning: ChatMessage;

  beforeEach(async () => {
    bot = await startRunningBot({
      engine,
      environment: { ADMIN_IDS: `${ADMIN},${MARYAM}`, QUOTA_ALERT_PERCENT: '50' },
      providers: {
        [MAIN]: { limits: { requests: 3, tokens: 100_000 }, answer: () => 'main here' },
        cohere: { answer: () => 'cohere here' },
      },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
      },
    });
    await Promise.all([ADMIN, MARYAM].map((id) => bot.ask(id, '/start')));
    await bot.ask(OMID, 'one');
    await bot.ask(OMID, 'two');
    warning = await alertOf(ADMIN);
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  function alertOf(userId: number): Promise<ChatMessage> {
    return bot.telegram.waitForMessage(userId, ({ text }) => text.includes('⚠️'));
  }

  const shown = (message: ChatMessage) =>
    bot.telegram.messages(message.chatId).find(({ id }) => id === message.id) ?? message;
  const labels = (message: ChatMessage) =>
    shown(message)
      .keyboard.flat()
      .map(({ text }) => text);
  const press = (message: ChatMessage, label: string) => pressButton(bot, message, label);
  const acts = async () => (await bot.database()).client.adminAction.findMany({ orderBy: { id: 'asc' } });

  it('pause a provider, which is then asked by nobody, and undo that', async () => {
    expect(labels(warning)).toEqual([`⏸ Pause ${MAIN_NAME}`, '🔔 Warn again today at 75%']);
    expect(await press(warning, `⏸ Pause ${MAIN_NAME}`)).toBe('Done ✅');
    expect(await bot.ask(OMID, 'hello')).toBe('cohere here');
    const paused = shown(warning);
    expect(stripMarks(paused.text)).toBe(
      `${stripMarks(warning.text)}\n\n⏸ Ada paused ${MAIN_NAME}. It receives no requests until somebody resumes it.`,
    );
    expect(labels(warning)).toEqual([`▶️ Resume ${MAIN_NAME}`, '🔔 Warn again today at 75%', '↩️ Undo']);

    expect(await press(paused, '↩️ Undo')).toBe('Done ✅');
    expect(await bot.ask(OMID, 'hello')).toBe('main here');
    expect(stripMarks(shown(warning).text)).toMatch(/\n\n↩️ Ada undid that\.$/);
    expect(labels(warning)).toEqual([`⏸ Pause ${MAIN_NAME}`, '🔔 Warn again today at 75%']);
    expect(await acts()).toMatchObject([
      {
        adminId: BigInt(ADMIN),
        action: 'pause_provider',
        target: MAIN,
        before: null,
        after: { pausedBy: String(ADMIN) },
        undoneBy: BigInt(ADMIN),
      },
    ]);
  });

  it('do once what two admins press at once, and tell the slower one who was quicker', async () => {
    const other = await alertOf(MARYAM);
    expect(labels(other)).toEqual([`⏸ توقف موقت ${MAIN_NAME}`, '🔔 هشدار بعدی امروز در ۷۵٪']);
    const toasts = await Promise.all([
      press(warning, `⏸ Pause ${MAIN_NAME}`),
      press(other, `⏸ توقف موقت ${MAIN_NAME}`),
    ]);
    expect(await acts()).toHaveLength(1);
    const [done] = await acts();
    const byAda = done?.adminId === BigInt(ADMIN);
    expect(toasts).toEqual(
      byAda
        ? ['Done ✅', `Ada پیش از شما ${MAIN_NAME} را موقتاً متوقف کرده است.`]
        : [`مریم has already paused ${MAIN_NAME}.`, 'انجام شد ✅'],
    );
    // Both see what they can do now.
    expect(labels(warning)[0]).toBe(`▶️ Resume ${MAIN_NAME}`);
    expect(labels(other)[0]).toBe(`▶️ از سرگیری ${MAIN_NAME}`);
    expect(await press(other, `▶️ از سرگیری ${MAIN_NAME}`)).toBe('انجام شد ✅');
    expect(stripMarks(shown(other).text)).toMatch(new RegExp(`\\n\\n▶️ مریم ${MAIN_NAME} را از سر گرفت\\.$`));
    expect(linesAstray(shown(other).text)).toEqual([]);
    expect(await press(warning, `▶️ Resume ${MAIN_NAME}`)).toBe(`مریم has already resumed ${MAIN_NAME}.`);
    expect((await acts()).map(({ action }) => action)).toEqual(['pause_provider', 'resume_provider']);
  });

  it('undo once, also when the button is pressed twice or what it did was changed since', async () => {
    await press(warning, `⏸ Pause ${MAIN_NAME}`);
    const undo = shown(warning).keyboard.flat().at(-1)?.value ?? '';
    expect(undo).toMatch(/^undo:[0-9a-f-]{36}$/);
    expect(Buffer.byteLength(undo)).toBeLessThanOrEqual(64);
    expect(await Promise.all([forge(ADMIN, undo), forge(MARYAM, undo)])).toContain('Done ✅');
    expect(await forge(ADMIN, undo)).toMatch(/^(Ada|مریم) has already undone that\.$/);

    // The message was not rewritten; pressing it shows how things stand.
    expect(await press(warning, `▶️ Resume ${MAIN_NAME}`)).toMatch(
      new RegExp(` has already resumed ${MAIN_NAME}\\.$`),
    );
    await press(warning, `⏸ Pause ${MAIN_NAME}`);
    const second = shown(warning).keyboard.flat().at(-1)?.value ?? '';
    await press(warning, `▶️ Resume ${MAIN_NAME}`);
    expect(await forge(ADMIN, second)).toBe('That has been changed since, so nothing was undone.');
    expect(await bot.ask(OMID, 'hello')).toBe('main here');
  });

  it('put the next warning off until later today, and undo that', async () => {
    expect(await press(warning, '🔔 Warn again today at 75%')).toBe('Done ✅');
    expect(stripMarks(shown(warning).text)).toMatch(/\n\n🔔 Ada asked for the next warning today at 75%\.$/);
    expect(await press(warning, '🔔 Warn again today at 75%')).toBe(
      'Ada has already asked for a later warning.',
    );
    const { client } = await bot.database();
    expect(await client.alertEpisode.findMany({ where: { key: KEY } })).toMatchObject([{ level: 'raised' }]);
    expect(await press(warning, '↩️ Undo')).toBe('Done ✅');
    expect(await client.alertEpisode.findMany({ where: { key: KEY } })).toMatchObject([{ level: 'warned' }]);
    expect(await acts()).toMatchObject([
      { action: 'raise_alert', target: KEY, before: { level: 'warned' }, after: { percent: 75 } },
    ]);
  });

  it('do nothing for somebody who is no admin, or is one no more', async () => {
    const refused = 'This is for bot admins only.';
    expect(await forge(OMID, warning.keyboard[0]?.[0]?.value ?? '')).toBe(refused);
    await bot.app.stop();
    const environment = { ...bot.environment, ADMIN_IDS: String(MARYAM) };
    const again = await startBotIn({ ...bot, environment, close: async () => undefined });
    expect(await press(warning, `⏸ Pause ${MAIN_NAME}`)).toBe(refused);
    expect(await press(warning, '🔔 Warn again today at 75%')).toBe(refused);
    expect(await forge(ADMIN, 'undo:00000000-0000-7000-8000-000000000000')).toBe(refused);
    await again.app.stop();
    expect(await acts()).toEqual([]);
  });

  it('do nothing when they are forged or nonsense', async () => {
    const nothing = 'undo:00000000-0000-7000-8000-000000000000';
    const later = `alert:pause:2:${shortHash(KEY)}`;
    const never = `alert:pause:1:${shortHash(`quota/${MAIN}/x/requests/day`)}`;
    for (const data of [later, never, nothing]) expect(await forge(ADMIN, data)).toBe(OVER);
    const outdated = 'This button is out of date. Please send the command again.';
    for (const data of ['alert:explode:1:0123456789abcdef', 'alert:pause:1:xyz', 'undo:1', 'undo:', 'alert:'])
      expect(await forge(ADMIN, data)).toBe(outdated);
    expect(await acts()).toEqual([]);
  });

  it('do nothing when the alert is over', async () => {
    const { client } = await bot.database();
    await client.alertEpisode.updateMany({ where: { key: KEY }, data: { level: 'normal' } });
    expect(await press(warning, `⏸ Pause ${MAIN_NAME}`)).toBe(OVER);
    expect(await press(warning, '🔔 Warn again today at 75%')).toBe(OVER);
    expect(await acts()).toEqual([]);
  });

  /** A callback query that no button of ours sent, as a changed client can send it. */
  async function forge(userId: number, data: string): Promise<string> {
    const id = `forged-${userId}-${Math.random()}`;
    bot.telegram.sendUpdate({
      callback_query: {
        id,
        from: {
          id: userId,
          is_bot: false,
          first_name: userId === MARYAM ? 'مریم' : 'Ada',
          language_code: 'en',
        },
        chat_instance: '1',
        data,
        message: {
          message_id: warning.id,
          date: 0,
          chat: { id: ADMIN, type: 'private', first_name: 'Ada' },
        },
      },
    });
    const call = await bot.telegram.waitForCall(
      'answerCallbackQuery',
      ({ payload }) => payload['callback_query_id'] === id,
    );
    return stripMarks(String(call.payload['text']));
  }
});
