import {
  ADMIN,
  startRunningBot,
  type RunningBot,
  type RunningBotOptions,
} from '../../support/bot/running-bot.ts';

const CHAT = -1001;
const OTHER_ADMIN = 901;

type Prepare = NonNullable<RunningBotOptions['prepare']>;

async function startFor(chat: string, prepare: Prepare = () => undefined) {
  const bot = await startRunningBot({
    environment: { ADMIN_CHAT_ID: chat, ADMIN_IDS: `${ADMIN},${OTHER_ADMIN}` },
    prepare: (telegram) => {
      telegram.addUser({ id: OTHER_ADMIN, firstName: 'مریم', languageCode: 'fa' });
      prepare(telegram);
    },
  });
  bot.telegram.say(OTHER_ADMIN, '/start');
  bot.telegram.say(ADMIN, '/start');
  await bot.telegram.waitForMessage(OTHER_ADMIN, ({ by }) => by === 'bot');
  await bot.telegram.waitForMessage(ADMIN, ({ by }) => by === 'bot');
  return bot;
}

const addChat: Prepare = (telegram) =>
  void telegram.addGroup({ id: CHAT, title: 'Admins', members: [ADMIN], topics: ['Reports'] });

const addPlainChat: Prepare = (telegram) =>
  void telegram.addGroup({ id: CHAT, title: 'Admins', members: [ADMIN] });

const muted: Prepare = (telegram) => {
  addChat(telegram);
  telegram.muteBot(CHAT);
};

describe('the chat of ADMIN_CHAT_ID', () => {
  it.each<[problem: string, chat: string, prepare: Prepare, remedy: RegExp]>([
    ['absent', '-100999', () => undefined, /add the bot to that chat/],
    ['muted', String(CHAT), muted, /allow the bot/],
    ['topic', `${CHAT}:99`, addChat, /correct the topic/],
    ['topic', `${CHAT}:2`, addPlainChat, /correct the topic/],
  ])(
    'that is %s is told of in the log, and admins get the report privately, with why',
    async (problem, chat, prepare, remedy) => {
      const bot = await startFor(chat, prepare);
      await bot.app.sendReport();
      const lines = bot.log.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(lines).toContainEqual(
        expect.objectContaining({
          level: 'warn',
          problem,
          remedy: expect.stringMatching(remedy),
          msg: expect.stringContaining('the chat of ADMIN_CHAT_ID'),
        }),
      );
      const english = saidTo(bot, ADMIN);
      expect(english).toContain('AI report — ');
      expect(english).toMatch(/ADMIN_CHAT_ID\).*Please/);
      const persian = saidTo(bot, OTHER_ADMIN);
      expect(persian).toMatch(/گزارش (?:روزانهٔ )?AI/);
      expect(persian).toMatch(/ADMIN_CHAT_ID.*لطفاً/);
      await bot.stop();
      expect(bot.errors()).toEqual([]);
    },
  );

  it('that takes messages gets the report alone, and nothing is said of it', async () => {
    const bot = await startFor(`${CHAT}:2`, (telegram) => {
      telegram.addGroup({
        id: CHAT,
        title: 'Admins',
        members: [ADMIN],
        topics: ['a', 'b'],
      });
    });
    await bot.app.sendReport();
    await bot.stop();
    expect(bot.log.join('\n')).not.toContain('may not write in the chat of ADMIN_CHAT_ID');
    expect(
      bot.telegram
        .messages(ADMIN)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('AI report — ');
  });
});

it('a chat of ADMIN_CHAT_ID that became a supergroup is told of in the log, with its new id', async () => {
  let newId = 0;
  const bot = await startFor(String(CHAT), (telegram) => {
    addPlainChat(telegram);
    newId = telegram.upgradeGroup(CHAT);
  });
  await bot.app.sendReport();
  await bot.stop();
  expect(bot.log.join('\n')).toContain(`set ADMIN_CHAT_ID to ${newId}`);
  expect(bot.telegram.messages(newId).some(({ text }) => text.includes('AI report — '))).toBe(true);
});

/** The report, and why it comes privately, are two messages. */
function saidTo(bot: RunningBot, userId: number): string {
  return bot.telegram
    .messages(userId)
    .flatMap(({ by, text }) => (by === 'bot' ? [text] : []))
    .join('\n');
}
