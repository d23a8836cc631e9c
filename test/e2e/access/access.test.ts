import { setTimeout as delay } from 'node:timers/promises';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import {
  ADMIN,
  OMID,
  SARA,
  startBotIn,
  startRunningBot,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';
import { pressButton } from '../../support/bot/press-button.ts';

const MARYAM = 901;
const GROUP = -1_003_000_000_001;
const REQUEST = { ACCESS: 'request', ADMIN_IDS: `${ADMIN},${MARYAM}` };

describeOnOneEngine('access by request', (engine) => {
  let bot: RunningBot;

  const start = async (environment: Record<string, string> = REQUEST) => {
    bot = await startRunningBot({
      engine,
      environment,
      providers: { [MAIN]: { answer: () => 'main here' } },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA] });
      },
    });
    for (const admin of [ADMIN, MARYAM]) await bot.ask(admin, '/start');
  };
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const cardOf = (admin: number, words: string): Promise<ChatMessage> =>
    bot.telegram.waitForMessage(admin, ({ text }) => stripMarks(text).includes(words));
  const shown = (message: ChatMessage) =>
    bot.telegram.messages(message.chatId).find(({ id }) => id === message.id) ?? message;
  const textOf = (message: ChatMessage) => stripMarks(shown(message).text);
  const press = (message: ChatMessage, label: string) => pressButton(bot, message, label);
  const untilShown = async (message: ChatMessage, words: string) => {
    while (!textOf(message).includes(words)) await delay(20);
    return textOf(message);
  };
  const said = (chatId: number) =>
    bot.telegram.messages(chatId).flatMap(({ by, text }) => (by === 'bot' ? [stripMarks(text)] : []));

  it('asks the admins once, and answers whoever was let in', async () => {
    await start();
    expect(await bot.ask(OMID, 'Hello')).toContain('I have asked them for you');
    const card = await cardOf(ADMIN, 'Omid');
    expect(textOf(card)).toContain('@omid');
    expect(textOf(card)).toContain('ID: 102');
    expect(textOf(await cardOf(MARYAM, 'Omid'))).toContain('می‌خواهد از ربات استفاده کند');
    bot.telegram.say(OMID, 'Are you there?');
    await bot.ask(OMID, '/help');
    expect(bot.provider(MAIN).requests.filter(({ kind }) => kind === 'chat')).toEqual([]);

    expect(await press(card, '✅ Let in')).toBe('Done ✅');
    await cardOf(OMID, 'You are in!');
    expect(await untilShown(card, 'Let in by')).toContain('Let in by Ada');
    expect(await bot.ask(OMID, 'Hello')).toBe('main here');
    expect(said(ADMIN).filter((text) => text.includes('asks to use the bot'))).toEqual([]);
    expect(said(OMID).filter((text) => text.includes('asked'))).toHaveLength(1);
  });

  it('lets one of two admins decide, and shows the other what was decided', async () => {
    await start();
    await bot.ask(OMID, '/start');
    const [ada, maryam] = [await cardOf(ADMIN, 'Omid'), await cardOf(MARYAM, 'Omid')];
    expect(await press(ada, '🚫 Block')).toBe('Done ✅');
    expect(await press(maryam, '✅ پذیرفتن')).toBe('Ada پیش‌تر تصمیم گرفته است.');
    expect(await untilShown(maryam, 'مسدود شده')).toContain('مسدود شده از طرف Ada');

    await untilShown(ada, 'Blocked by');
    const before = said(OMID).length;
    for (const text of ['Hello', '/start', '/help', '/usage']) bot.telegram.say(OMID, text);
    await bot.ask(ADMIN, '/help');
    expect(said(OMID)).toHaveLength(before);

    expect(await press(ada, '↩️ Undo')).toBe('Done ✅');
    expect(await untilShown(ada, 'Waiting')).toContain('Waiting for a decision');
    expect(await press(ada, '🕐 For a day')).toBe('Done ✅');
    await cardOf(OMID, 'You are in');
    expect(await bot.ask(OMID, 'Hello again')).toBe('main here');
  });

  it('lets a group in as a whole, with all its members', async () => {
    await start();
    bot.telegram.say(OMID, '@ledger_demo_bot hi', { chatId: GROUP });
    const card = await cardOf(ADMIN, 'Readers');
    expect(textOf(card)).toContain('Asked by: Omid');
    expect(textOf(card)).toContain(String(GROUP));
    await press(card, '✅ Let in');
    await cardOf(GROUP, 'I answer in this group');
    expect(await bot.ask(SARA, '@ledger_demo_bot سلام', { chatId: GROUP })).toBe('main here');
    expect(await bot.ask(SARA, 'سلام')).toContain('درخواست شما را برایشان فرستادم');

    const supergroup = bot.telegram.upgradeGroup(GROUP);
    expect(await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: supergroup })).toBe('main here');
  });

  it('shows what somebody may use on their card, with buttons that lead to the change', async () => {
    await start({ ...REQUEST, USER_DAILY_TOKENS: '50000', GROUP_DAILY_USD: '2' });
    const cardWith = async (admin: number, id: number, words: string) => {
      const { message_id } = bot.telegram.say(admin, `/access ${id}`);
      const card = await bot.messageAfter(admin, message_id);
      expect(textOf(card)).toContain(words);
      return card;
    };
    const labels = ({ keyboard }: ChatMessage) => keyboard.flat().map(({ text }) => stripMarks(text));
    const change = async (admin: number, card: ChatMessage, label: string, amount: string) => {
      const last = bot.telegram.messages(admin).at(-1)?.id ?? 0;
      await bot.telegram.press(admin, card.id, label).answer;
      const question = await bot.messageAfter(admin, last);
      return `${textOf(question)}\n${await bot.ask(admin, amount)}`;
    };
    const omid = await cardWith(ADMIN, OMID, '🪙 Tokens a day: 50,000');
    expect(textOf(omid)).not.toContain('💰');
    expect(labels(omid)).toEqual(expect.arrayContaining(['💰 Budget a day', '🪙 Tokens a day']));
    expect(await change(ADMIN, omid, '💰 Budget a day', '.5')).toMatch(/may 102 spend[^]*Now: \$0\.5000/);
    expect(await change(ADMIN, omid, '🪙 Tokens a day', 'unlimited')).toContain('Now: No limit');
    const changed = await cardWith(
      ADMIN,
      OMID,
      "💰 Today's budget: $0.5000 of $0.5000 left, set for them alone",
    );
    expect(textOf(changed)).toContain('🪙 Tokens a day: no limit, set for them alone');

    const group = await cardWith(MARYAM, GROUP, '💰 بودجهٔ امروز: $۲٫۰۰۰۰ از $۲٫۰۰۰۰ مانده');
    expect(labels(group)).not.toContain('🪙 سهمیهٔ روزانه');
    expect(await change(MARYAM, group, '💰 بودجهٔ روزانه', '۰')).toContain('نامحدود');
    await cardWith(MARYAM, GROUP, '💰 بودجه: نامحدود (اختصاصی)');
    await cardWith(MARYAM, OMID, '🪙 سهمیهٔ روزانه: نامحدود (اختصاصی)');
    expect(labels(await cardWith(ADMIN, MARYAM, 'an admin'))).toEqual(['‹ Back']);
  });

  it('lets strangers read what costs nothing, and nothing else', async () => {
    await start();
    expect(await bot.ask(OMID, '/help')).toContain('/language');
    expect(await bot.ask(OMID, '/privacy')).toContain('🔒');
    expect(await bot.ask(OMID, '/ai_usage')).toContain('admins');
    expect(said(ADMIN).some((text) => text.includes('Omid'))).toBe(false);
    expect(await bot.ask(OMID, '/usage')).toContain('I have asked them');
  });

  it('shows many strangers in one digest', async () => {
    await start();
    const strangers = Array.from({ length: 30 }, (_, index) => 20_000 + index);
    for (const id of strangers) bot.telegram.addUser({ id, firstName: `Stranger ${id}` });
    await Promise.all(strangers.map((id) => bot.ask(id, 'hi')));
    const digest = await cardOf(ADMIN, 'more people and groups ask');
    const cards = said(ADMIN).filter((text) => text.includes('asks to use the bot'));
    expect(cards.length).toBeLessThanOrEqual(5);
    await press(digest, '⏳ Waiting: 30').catch(() =>
      press(digest, shown(digest).keyboard[0]?.[0]?.text ?? ''),
    );
    expect(await untilShown(digest, 'Waiting')).toContain('Waiting for a decision');
    expect(
      shown(digest)
        .keyboard.flat()
        .some(({ text }) => text.includes('Stranger')),
    ).toBe(true);
  });

  it('refuses whoever is not let in once an hour where nobody can ask', async () => {
    await start({ ...REQUEST, ACCESS: 'closed', ALLOWED_IDS: `${SARA},${GROUP}` });
    expect(await bot.ask(SARA, 'سلام')).toBe('main here');
    expect(await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP })).toBe('main here');
    expect(await bot.ask(OMID, 'Hello')).toBe("🔒 I only answer people whom the bot's admins have let in.");
    bot.telegram.say(OMID, 'Hello?');
    bot.telegram.say(OMID, 'Hello??');
    await bot.ask(OMID, '/help');
    expect(said(OMID).filter((text) => text.includes('I only answer'))).toHaveLength(1);
    expect(said(ADMIN).some((text) => text.includes('Omid'))).toBe(false);
  });

  it('keeps its decisions over a restart, and those it knew before stay let in', async () => {
    await start();
    await bot.ask(OMID, 'Hello');
    await press(await cardOf(ADMIN, 'Omid'), '✅ Let in');
    await cardOf(OMID, 'You are in');
    await bot.app.stop();
    const again = await startBotIn({ ...bot, close: bot.stop });
    expect(await again.ask(OMID, 'Hello')).toBe('main here');
    await again.app.stop();
  });

  it('shows those of ALLOWED_IDS as let in, and can block them', async () => {
    await start({ ...REQUEST, ALLOWED_IDS: `${OMID},${GROUP}` });
    expect(await bot.ask(OMID, 'Hello')).toBe('main here');
    await bot.ask(ADMIN, '/access');
    const menu = bot.telegram.messages(ADMIN).at(-1) as ChatMessage;
    await press(menu, '✅ Let in: 2');
    await untilShown(menu, 'Let in');
    await press(menu, '👤 Omid');
    expect(await untilShown(menu, 'ID: 102')).toContain('Let in by ALLOWED_IDS');
    expect(
      shown(menu)
        .keyboard.flat()
        .map(({ text }) => text),
    ).toEqual(['🚫 Block', '💰 Budget a day', '🪙 Tokens a day', '‹ Back']);
    await press(menu, '🚫 Block');
    expect(await untilShown(menu, 'Blocked by')).toContain('Blocked by Ada');
    bot.telegram.say(OMID, 'Hello?');
    await bot.ask(SARA, '/start');
    expect(said(OMID).filter((text) => text === 'main here')).toHaveLength(1);
    await bot.ask(ADMIN, '/access');
    const after = bot.telegram.messages(ADMIN).at(-1) as ChatMessage;
    expect(after.keyboard.flat().map(({ text }) => text)).toEqual(
      expect.arrayContaining(['✅ Let in: 1', '🚫 Blocked: 1']),
    );
  });

  it('goes with a group of ALLOWED_IDS that becomes a supergroup', async () => {
    await start({ ...REQUEST, ALLOWED_IDS: `${GROUP}` });
    expect(await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: GROUP })).toBe('main here');
    const supergroup = bot.telegram.upgradeGroup(GROUP);
    expect(await bot.ask(OMID, '@ledger_demo_bot hi', { chatId: supergroup })).toBe('main here');
  });

  it('is seen and changed with /access', async () => {
    await start();
    await bot.ask(OMID, 'Hello');
    await cardOf(ADMIN, 'Omid');
    expect(await bot.ask(OMID, '/access')).toContain('admins');
    expect(await bot.ask(ADMIN, '/access @OMID')).toContain('Omid');
    for (const typed of ['t.me/omid', `کاربر ${OMID}`, `tg://user?id=${OMID}`])
      expect(await bot.ask(ADMIN, `/access ${typed}`)).toContain('Omid');
    expect(await bot.ask(ADMIN, `/access ${ADMIN}`)).toContain('always let in');
    expect(await bot.ask(ADMIN, '/access nobody_here')).toContain('I know nobody with that id or @name');
    expect(await bot.ask(ADMIN, '/access 555')).toContain('Not let in');
    await bot.ask(ADMIN, '/access');
    const menu = bot.telegram.messages(ADMIN).at(-1) as ChatMessage;
    expect(menu.keyboard.flat().map(({ text }) => text)).toEqual([
      '⏳ Waiting: 1',
      '✅ Let in: 0',
      '🚫 Blocked: 0',
      '📜 Last changes',
    ]);
    await press(menu, '⏳ Waiting: 1');
    await untilShown(menu, 'Waiting for');
    await press(menu, '👤 Omid · @omid');
    await untilShown(menu, 'ID: 102');
    await press(menu, '✅ Let in');
    await cardOf(OMID, 'You are in');
    expect(await bot.ask(OMID, 'Hello')).toBe('main here');
    await bot.ask(ADMIN, '/access');
    const trail = bot.telegram.messages(ADMIN).at(-1) as ChatMessage;
    await press(trail, '📜 Last changes');
    expect(await untilShown(trail, 'What admins did')).toMatch(/Ada: let in Omid \(waiting → let in\)/);
  });
});
