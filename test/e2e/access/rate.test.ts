import { until } from '../../support/until.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import {
  OMID,
  SARA,
  startBotIn,
  startRunningBot,
  type RunningBot,
  type RunningBotOptions,
} from '../../support/bot/running-bot.ts';
import { describeOnPostgres } from '../../support/database/test-database.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

const GROUP = -1001;
const GROUPS = [GROUP, -1002, -1003, -1004];
const TOO_FAST = /Please continue in \d+ seconds?\.$|لطفاً [۰-۹]+ ثانیه دیگر ادامه بدهید/u;

function options(environment: Record<string, string> = {}): RunningBotOptions {
  return {
    environment: { USER_REQUESTS_PER_MINUTE: '3', ...environment },
    providers: { [MAIN]: { answer: () => 'main here' } },
    prepare: (telegram) => {
      for (const id of GROUPS) telegram.addGroup({ id, title: 'Readers', members: [OMID, SARA] });
    },
  };
}

/** How often somebody was told to wait, in all chats. */
function timesTold(bot: RunningBot, person: number): number {
  const messages = [person, ...GROUPS].flatMap((chat) => bot.telegram.messages(chat));
  return messages.filter(({ by, text }) => by === 'bot' && TOO_FAST.test(stripMarks(text))).length;
}

describe('USER_REQUESTS_PER_MINUTE', () => {
  let bot: RunningBot;
  beforeAll(async () => {
    bot = await startRunningBot(options());
  });
  afterAll(() => bot.stop());

  it.each([OMID, SARA])('holds in all chats together, and is said once, kindly (%s)', async (person) => {
    const before = (await bot.requests()).length;
    expect(await bot.ask(person, 'one')).toBe('main here');
    expect(await bot.ask(person, '@ledger_demo_bot two', { chatId: GROUP })).toBe('main here');
    expect(await bot.ask(person, 'three')).toBe('main here');
    expect(await bot.ask(person, 'four')).toMatch(TOO_FAST);
    bot.telegram.say(person, 'five');
    bot.telegram.say(person, '@ledger_demo_bot six', { chatId: GROUP });
    expect(await bot.ask(person, '/help')).toContain('/new');
    expect(await bot.requests()).toHaveLength(before + 3);
    expect(timesTold(bot, person)).toBe(1);
  });

  it('holds for a channel in whose name somebody writes in many groups', async () => {
    const before = (await bot.requests()).length;
    const channel = { id: -1_003_000_000_001, title: 'News', type: 'channel' };
    const from = { id: 136_817_688, is_bot: true, first_name: 'Channel' };
    const texts = [];
    for (const [index, id] of GROUPS.entries()) {
      const last = bot.telegram.messages(id).at(-1)?.id ?? 0;
      const chat = { id, type: 'supergroup', title: 'Readers' };
      const message = { message_id: 7_000_000 + index, date: 1, chat, from, sender_chat: channel };
      bot.telegram.sendUpdate({ message: { ...message, text: '@ledger_demo_bot hello' } as never });
      texts.push((await bot.messageAfter(id, last)).text);
    }
    expect(texts.slice(0, 3)).toEqual(Array(3).fill('main here'));
    expect(texts[3]).toMatch(TOO_FAST);
    expect(await bot.requests()).toHaveLength(before + 3);
  });

  it('counts on after a restart, presses of buttons too', async () => {
    await bot.app.stop();
    bot = { ...(await startBotIn({ ...bot, close: async () => undefined })), stop: bot.stop };
    const [, answer] = bot.telegram.messages(OMID).filter(({ by }) => by === 'bot');
    const note = await bot.telegram.press(OMID, answer!.id, 'answer:again').answer;
    expect(stripMarks(note.text ?? '')).toMatch(/^Please wait \d+ s before you ask again\.$/);
    const before = (await bot.requests()).length;
    const { message_id } = bot.telegram.say(OMID, 'seven');
    expect(await bot.ask(OMID, '/help')).toContain('/new');
    const after = bot.telegram.messages(OMID).filter(({ id, by }) => id > message_id && by === 'bot');
    expect(after).toHaveLength(1);
    expect(await bot.requests()).toHaveLength(before);
    await bot.app.stop();
  });
});

describeOnPostgres('USER_REQUESTS_PER_MINUTE over replicas', () => {
  it('lets a person who asks in many chats at once ask no more often, and says so once', async () => {
    const first = await startRunningBot({ ...options(), engine: 'postgresql' });
    const second = await startRunningBot(options({ DATABASE_URL: first.environment['DATABASE_URL'] ?? '' }));
    const bots = [first, second];
    // Each Telegram here numbers its updates from the same number on; one of the bot's replicas does not.
    for (let said = 0; said < GROUPS.length; said++)
      second.telegram.say(SARA, 'nothing for a bot', { chatId: GROUP });
    for (const bot of bots)
      for (const chatId of GROUPS) bot.telegram.say(OMID, '@ledger_demo_bot hello', { chatId });
    const closed = async () => {
      const { client } = await first.database();
      return client.inbox.count({ where: { handledAt: { not: null } } });
    };
    await until(async () => (await closed()) >= (bots.length + 1) * GROUPS.length);
    expect(await first.requests()).toHaveLength(3);
    expect(bots.reduce((sum, bot) => sum + timesTold(bot, OMID), 0)).toBe(1);
    await second.stop();
    await first.stop();
  }, 600_000);
});
