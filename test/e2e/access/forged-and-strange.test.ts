import { until } from '../../support/until.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, SARA, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const MARYAM = 901;
const NEVER_WROTE = 8_999_999_999;
const GROUP = -1_003_000_000_001;
const STRANGERS = Array.from({ length: 50 }, (_, index) => 20_000 + index);

const FORGED = [
  'access:in:102:0',
  'access:block:900:0',
  'access-undo:102:00000000-0000-4000-8000-000000000000',
  'access-list:admitted:0',
  'access-card:102',
  'access:acts',
  'settings:money:102',
  'day-raise:102:0123456789abcdef',
];

/** What nobody should send, and what people do when they are not let in. */
describe('access', () => {
  let bot: RunningBot;

  const start = async (environment: Record<string, string>) => {
    bot = await startRunningBot({
      environment: { ADMIN_IDS: `${ADMIN},${MARYAM}`, ...environment },
      providers: { [MAIN]: { answer: () => 'main here' } },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        for (const id of STRANGERS) telegram.addUser({ id, firstName: `Stranger ${id}` });
        telegram.addGroup({ id: GROUP, title: 'Readers', members: [OMID, SARA, ...STRANGERS] });
      },
    });
    for (const admin of [ADMIN, MARYAM]) await bot.ask(admin, '/start');
  };
  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const said = (chatId: number) =>
    bot.telegram.messages(chatId).flatMap(({ by, text }) => (by === 'bot' ? [stripMarks(text)] : []));
  const states = async () => {
    const { client } = await bot.database();
    const rows = await client.access.findMany({ orderBy: { accountId: 'asc' } });
    return rows.map(({ accountId, state }) => `${accountId} ${state}`);
  };
  const untilHandled = async () => {
    const { client } = await bot.database();
    await until(async () => (await client.inbox.count({ where: { handledAt: null } })) === 0);
  };

  it('is changed by no forged button', async () => {
    await start({ ACCESS: 'request' });
    await bot.ask(OMID, '/start');
    // Only then has it been noted that he asks.
    await untilHandled();
    const before = await states();
    expect(before).toEqual([`${OMID} asked`]);
    const from = { id: OMID, is_bot: false, first_name: 'Omid' };
    for (const data of FORGED)
      bot.telegram.sendUpdate({ callback_query: { id: data, from, chat_instance: '1', data } });
    await untilHandled();
    expect(await states()).toEqual(before);
    expect(said(OMID).join()).not.toMatch(/Ada|مریم|900/);
  });

  it('is decided for ids that never wrote, and for no admin', async () => {
    await start({ ACCESS: 'request', ALLOWED_IDS: `${SARA},${MARYAM}` });
    for (const admin of [ADMIN, MARYAM]) await bot.ask(admin, `/access ${admin}`);
    const card = async (id: number) => {
      const { message_id } = bot.telegram.say(ADMIN, `/access ${id}`);
      return bot.messageAfter(ADMIN, message_id);
    };
    const labels = (message: { keyboard: readonly (readonly { text: string }[])[] }) =>
      message.keyboard.flat().map(({ text }) => stripMarks(text));
    expect(labels(await card(MARYAM))).toEqual(['‹ Back']);
    expect(labels(await card(ADMIN))).toEqual(['‹ Back']);
    const unknown = await card(NEVER_WROTE);
    expect((await bot.telegram.press(ADMIN, unknown.id, '✅ Let in').answer).text).toContain('Done');
    expect(await states()).toContain(`${NEVER_WROTE} admitted`);
    // Somebody of ALLOWED_IDS who is blocked stays blocked: what an admin decides counts more.
    const sara = await card(SARA);
    await bot.telegram.press(ADMIN, sara.id, '🚫 Block').answer;
    expect(await states()).toContain(`${SARA} blocked`);
    bot.telegram.say(SARA, 'سلام');
    await untilHandled();
    expect(said(SARA)).toEqual([]);
  });

  it('has nothing for whoever is blocked, whatever they do, and everything for the rest of their group', async () => {
    await start({ ACCESS: 'request', ALLOWED_IDS: `${GROUP},${OMID}` });
    expect(await bot.ask(OMID, 'Hello')).toBe('main here');
    const answer = bot.telegram.messages(OMID).findLast(({ by }) => by === 'bot')!;
    const question = bot.telegram.messages(OMID).findLast(({ by }) => by !== 'bot')!;
    const { message_id } = bot.telegram.say(ADMIN, `/access ${OMID}`);
    const card = await bot.messageAfter(ADMIN, message_id);
    await bot.telegram.press(ADMIN, card.id, '🚫 Block').answer;
    const before = said(OMID).length;
    const inGroup = said(GROUP).length;
    bot.telegram.say(OMID, 'Hello?');
    for (const command of ['/start', '/help', '/usage', '/privacy', '/access'])
      bot.telegram.say(OMID, command);
    bot.telegram.say(OMID, '@ledger_demo_bot hi', { chatId: GROUP });
    bot.telegram.edit(OMID, question.id, 'Edited');
    bot.telegram.press(OMID, answer.id, 'answer:again').answer.catch(() => undefined);
    const from = { id: OMID, is_bot: false, first_name: 'Omid' };
    const chat = { id: OMID, type: 'private', first_name: 'Omid' };
    const member = (status: string) => ({ status, user: bot.telegram.bot });
    const updates = [
      {
        message_reaction: {
          chat,
          message_id: answer.id,
          user: from,
          date: 1,
          old_reaction: [],
          new_reaction: [],
        },
      },
      { inline_query: { id: '1', from, query: 'hi', offset: '' } },
      {
        my_chat_member: {
          chat,
          from,
          date: 1,
          old_chat_member: member('member'),
          new_chat_member: member('kicked'),
        },
      },
      {
        my_chat_member: {
          chat,
          from,
          date: 2,
          old_chat_member: member('kicked'),
          new_chat_member: member('member'),
        },
      },
    ];
    for (const update of updates) bot.telegram.sendUpdate(update as never);
    expect(await bot.ask(SARA, '@ledger_demo_bot سلام', { chatId: GROUP })).toBe('main here');
    await untilHandled();
    expect(said(OMID)).toHaveLength(before);
    expect(said(GROUP)).toHaveLength(inGroup + 1);
    // A stranger in a group that is let in is one of its members.
    expect(await bot.ask(STRANGERS[0]!, '@ledger_demo_bot hello', { chatId: GROUP })).toBe('main here');
  });

  it('tells admins of fifty strangers at once in one digest', async () => {
    await start({ ACCESS: 'request' });
    for (const id of STRANGERS) bot.telegram.say(id, 'Hello');
    for (const admin of [ADMIN, MARYAM])
      await bot.telegram.waitForMessage(admin, ({ keyboard }) =>
        keyboard.flat().some(({ value }) => value === 'access-list:asked:0'),
      );
    await untilHandled();
    expect(said(ADMIN).filter((text) => /asks? to use/.test(text)).length).toBeLessThanOrEqual(5);
    const digests = bot.telegram
      .messages(MARYAM)
      .filter(({ keyboard }) => keyboard.flat().some(({ value }) => value === 'access-list:asked:0'));
    expect(digests).toHaveLength(1);
    for (const id of STRANGERS) expect(said(id)).toHaveLength(1);
  });

  it('refuses many strangers once each, and admins hear nothing, where it is closed', async () => {
    await start({ ACCESS: 'closed' });
    const before = [ADMIN, MARYAM].map((admin) => said(admin).length);
    for (const id of STRANGERS) for (const text of ['Hello', 'Hello?']) bot.telegram.say(id, text);
    await untilHandled();
    for (const id of STRANGERS) expect(said(id)).toHaveLength(1);
    expect([ADMIN, MARYAM].map((admin) => said(admin).length)).toEqual(before);
    expect(await bot.requests()).toEqual([]);
  });
});
