import { until } from '../../support/until.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import {
  ADMIN,
  OMID,
  startRunningBot,
  type RunningBot,
  type RunningBotOptions,
} from '../../support/bot/running-bot.ts';
import { MAIN, MAIN_NAME } from '../../support/bot/main-provider.ts';

const CHAT = -1001;
const OTHER_ADMIN = 901;

type Prepare = NonNullable<RunningBotOptions['prepare']>;

async function startFor(chat: string, prepare: Prepare = () => undefined, environment = {}) {
  const bot = await startRunningBot({
    environment: { ADMIN_CHAT_ID: chat, ADMIN_IDS: `${ADMIN},${OTHER_ADMIN}`, ...environment },
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

const addRefusingTopics: Prepare = (telegram) => {
  addChat(telegram);
  telegram.failNext('sendChatAction', { errorCode: 400, description: 'Bad Request: TOPIC_ID_INVALID' });
};

const WARNINGS = {
  'at start': 'the bot may not write in the chat of ADMIN_CHAT_ID',
  'when it is needed': 'the chat of ADMIN_CHAT_ID takes no messages',
};

describe('the chat of ADMIN_CHAT_ID', () => {
  it.each<[problem: string, seen: keyof typeof WARNINGS, chat: string, prepare: Prepare, remedy: RegExp]>([
    ['absent', 'at start', '-100999', () => undefined, /add the bot to that chat/],
    ['muted', 'at start', String(CHAT), muted, /allow the bot/],
    ['topic', 'at start', `${CHAT}:2`, addPlainChat, /correct the topic/],
    ['topic', 'at start', `${CHAT}:99`, addRefusingTopics, /correct the topic/],
    // Telegram may let the bot type where there is no topic.
    ['topic', 'when it is needed', `${CHAT}:99`, addChat, /correct the topic/],
  ])(
    'that is %s is told of in the log %s, and admins get the report privately, with why',
    async (problem, seen, chat, prepare, remedy) => {
      const bot = await startFor(chat, prepare);
      const warning = expect.objectContaining({
        level: 'warn',
        problem,
        remedy: expect.stringMatching(remedy),
      });
      // Before there is anything to send.
      if (seen === 'at start') expect(await warningIn(bot, seen)).toEqual(warning);
      await bot.app.sendReport();
      expect(await warningIn(bot, 'when it is needed')).toEqual(warning);
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

  it('that is absent keeps no alert and no card from the admins, who read them privately, with why', async () => {
    const bot = await startFor('-100999', () => undefined, { ACCESS: 'request' });
    bot.telegram.say(OMID, 'May I?');
    bot.provider(MAIN).fail({ kind: 'status', status: 401 });
    bot.telegram.say(ADMIN, 'hello');
    const whyNot = /ADMIN_CHAT_ID\).*Please add the bot/;
    for (const mark of [`🔴 ${MAIN_NAME} is down`, 'Omid']) {
      const { text } = await bot.telegram.waitForMessage(ADMIN, (message) =>
        [mark, 'ADMIN_CHAT_ID'].every((words) => stripMarks(message.text).includes(words)),
      );
      expect(stripMarks(text)).toMatch(whyNot);
    }
    await bot.telegram.waitForMessage(OTHER_ADMIN, ({ text }) => /🔴[\s\S]*ADMIN_CHAT_ID.*لطفاً/.test(text));
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

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

/** What the log says of the chat, as soon as it says so. */
async function warningIn({ log }: RunningBot, seen: keyof typeof WARNINGS): Promise<object> {
  const find = () => log.find((line) => line.includes(WARNINGS[seen]));
  await until(() => find() !== undefined);
  return JSON.parse(find() ?? '') as object;
}

/** The report, and why it comes privately, are two messages. */
function saidTo(bot: RunningBot, userId: number): string {
  return bot.telegram
    .messages(userId)
    .flatMap(({ by, text }) => (by === 'bot' ? [text] : []))
    .join('\n');
}
