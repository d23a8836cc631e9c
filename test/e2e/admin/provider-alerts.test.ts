import { until } from '../../support/until.ts';
import { linesAstray } from '../../support/right-to-left.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import {
  ADMIN,
  OMID,
  startBotIn,
  startRunningBot,
  startSurroundings,
  type RunningBot,
} from '../../support/bot/running-bot.ts';
import { describeOnOneEngine, engines } from '../../support/database/test-database.ts';
import { MAIN, MAIN_NAME } from '../../support/bot/main-provider.ts';

const MARYAM = 901;
const FAILING = { kind: 'status', status: 500 } as const;
const ADMINS = { ADMIN_IDS: `${ADMIN},${MARYAM}` };

function alertsIn(bot: Pick<RunningBot, 'telegram'>, chatId: number): ChatMessage[] {
  return bot.telegram.messages(chatId).filter(({ by, text }) => by === 'bot' && /🔴|🟢/.test(text));
}

/** Asks until the provider was asked `times` times, in chats of their own so that nobody waits. */
async function failTwice(bot: RunningBot, id: string): Promise<void> {
  bot.provider(id).fail(FAILING, { times: 2 });
  for (const title of ['One', 'Two']) {
    const group = bot.telegram.addGroup({ title, members: [OMID] });
    bot.telegram.say(OMID, '@ledger_demo_bot hello', { chatId: group.id });
  }
}

describeOnOneEngine('a provider that fails', (engine) => {
  let bot: RunningBot;

  const start = async (options: Partial<Parameters<typeof startRunningBot>[0]> = {}) => {
    bot = await startRunningBot({
      engine,
      environment: ADMINS,
      providers: { [MAIN]: { latencyMs: 100 }, cohere: {} },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
      },
      ...options,
    });
    await Promise.all([ADMIN, MARYAM].map((id) => bot.ask(id, '/start')));
  };
  const alert = (chatId: number, mark: string) =>
    bot.telegram.waitForMessage(chatId, ({ text }) => text.includes(mark));

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  it('is told of once with its reason and who is asked instead, and again when it is back', async () => {
    const clock = new MovableClock();
    await start({ providers: { [MAIN]: { latencyMs: 100 } }, clock });
    await failTwice(bot, MAIN);
    const down = await alert(ADMIN, '🔴');
    expect(down.text).toBe(
      `🔴 ${MAIN_NAME} is down.\nReason: its server fails\nThere is no working fallback right now.`,
    );
    await alert(MARYAM, '🔴');
    // It is left alone for half a minute.
    clock.move(30_000);
    expect(await bot.ask(OMID, 'What is the capital of France?')).toContain('Paris');
    await alert(ADMIN, '🟢');
    await alert(MARYAM, '🟢');
    const texts = (id: number) => alertsIn(bot, id).map(({ text }) => stripMarks(text));
    expect(texts(ADMIN)[1]).toMatch(
      new RegExp(`^🟢 ${MAIN_NAME} is back \\(downtime: (\\d+ s|\\d+ min)\\)\\.$`),
    );
    expect(texts(MARYAM)).toEqual([
      `🔴 ${MAIN_NAME} از دسترس خارج شد.\nعلت: سرور آن خطا می‌دهد\nدر حال حاضر جایگزین فعالی وجود ندارد.`,
      expect.stringMatching(
        new RegExp(`^🟢 ${MAIN_NAME} دوباره در دسترس است \\(مدت قطعی: [۰-۹]+ (ثانیه|دقیقه)\\)\\.$`),
      ),
    ]);
    expect(texts(ADMIN)).toHaveLength(2);
    expect(alertsIn(bot, OMID)).toEqual([]);
  });

  it('names who is asked for now, in the chat of the admins when there is one', async () => {
    await start({
      environment: { ADMIN_CHAT_ID: '-1001:2', DEFAULT_LOCALE: 'fa' },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
        telegram.addGroup({ id: -1001, title: 'Admins', members: [ADMIN], topics: ['Reports', 'Alerts'] });
      },
    });
    await failTwice(bot, MAIN);
    const down = await alert(-1001, '🔴');
    expect(down.threadId).toBe(2);
    expect(stripMarks(down.text)).toMatch(/\nدرخواست‌ها فعلاً به Cohere هدایت می‌شوند\.$/);
    expect(linesAstray(down.text)).toEqual([]);
    expect(alertsIn(bot, ADMIN)).toEqual([]);
  });

  it('that refuses the key is told of at once, also when one admin blocked the bot', async () => {
    await start();
    bot.telegram.blockBot(ADMIN);
    bot.provider(MAIN).fail({ kind: 'status', status: 401 });
    await bot.ask(OMID, 'hello');
    const down = await alert(MARYAM, '🔴');
    expect(stripMarks(down.text)).toContain('علت: کلید API پذیرفته نمی‌شود');
    bot.telegram.unblockBot(ADMIN);
  });

  it('once only, or for too many requests in a minute, disturbs nobody', async () => {
    await start();
    bot.provider(MAIN).fail(FAILING);
    await bot.ask(OMID, 'hello');
    bot.provider('cohere').fail({ kind: 'status', status: 429, retryAfterSeconds: 20 });
    await bot.ask(OMID, 'hello');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(alertsIn(bot, ADMIN)).toEqual([]);
  });

  it('is not told of again by a bot that was started anew, which tells that it is back', async () => {
    await start();
    await failTwice(bot, MAIN);
    await alert(ADMIN, '🔴');
    await bot.app.stop();
    const again = await startBotIn({ ...bot, close: async () => undefined });
    expect(await bot.ask(OMID, 'What is the capital of France?')).toContain('Paris');
    await alert(ADMIN, '🟢');
    await again.app.stop();
    expect(again.errors()).toEqual([]);
    expect(alertsIn(bot, ADMIN)).toHaveLength(2);
  });
});

const onPostgres = engines.includes('postgresql') ? it : it.skip;

describe('two bots on one database', () => {
  onPostgres('send each alert once', async () => {
    const first = await startRunningBot({ engine: 'postgresql', providers: { [MAIN]: { latencyMs: 100 } } });
    // The second one has people of its own, so that what it sends can be told apart.
    const besides = await startSurroundings({
      environment: { DATABASE_URL: first.environment['DATABASE_URL'] ?? '' },
      providers: { [MAIN]: { latencyMs: 100 } },
    });
    const second = await startBotIn(besides);
    await Promise.all([first.ask(ADMIN, '/start'), second.ask(ADMIN, '/start')]);
    await Promise.all([failTwice(first, MAIN), failTwice(second, MAIN)]);
    const both = [first, second];
    const total = () => both.flatMap((bot) => alertsIn(bot, ADMIN)).length;
    await until(() => total() > 0);
    // Long enough for the other one to have looked as well.
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(total()).toBe(1);
    expect(both.flatMap((bot) => bot.errors())).toEqual([]);
    await second.app.stop();
    await first.stop();
    await besides.close();
  });
});
