import { linesAstray } from '../../support/right-to-left.ts';
import type { ChatMessage } from '../../../src/tools/stand-ins/telegram/world/chat-message.ts';
import { stripMarks } from '../../../src/localization/direction.ts';
import { ADMIN, OMID, startBotIn, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { describeOnOneEngine } from '../../support/database/test-database.ts';

const MARYAM = 901;
const DAY_MS = 86_400_000;

/** Few enough requests that nobody speaks of a pace. */
const SMALL = { requests: 3, tokens: 100_000 };
const ENVIRONMENT = {
  ADMIN_IDS: `${ADMIN},${MARYAM}`,
  QUOTA_ALERT_PERCENT: '50',
  PROVIDER_ORDER: 'cerebras,cohere',
};

describeOnOneEngine('a quota that ends', (engine) => {
  let bot: RunningBot;
  let shiftMs: number;

  beforeEach(async () => {
    shiftMs = 0;
    bot = await startRunningBot({
      engine,
      environment: ENVIRONMENT,
      providers: { cerebras: { limits: SMALL, now: () => Date.now() + shiftMs }, cohere: {} },
      prepare: (telegram) => {
        telegram.addUser({ id: MARYAM, firstName: 'مریم', languageCode: 'fa' });
      },
    });
    await Promise.all([ADMIN, MARYAM].map((id) => bot.ask(id, '/start')));
  });

  afterEach(async () => {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  });

  const alertsOf = (userId: number) =>
    bot.telegram.messages(userId).filter(({ by, text }) => by === 'bot' && /⚠️|🚨|✅/.test(text));
  const textsOf = (userId: number) => alertsOf(userId).map(({ text }) => stripMarks(text));
  const alert = (userId: number, mark: string): Promise<ChatMessage> =>
    bot.telegram.waitForMessage(userId, ({ text }) => text.includes(mark));

  it('is told once to every admin in their language, once when it is empty, and once when it is back', async () => {
    await bot.ask(OMID, 'one');
    await bot.ask(OMID, 'two');
    const warning = await alert(ADMIN, '⚠️');
    await alert(MARYAM, '⚠️');
    expect(stripMarks(warning.text)).toMatch(
      /^⚠️ Cerebras quota warning\ngpt-oss-120b, requests per day: 1 of 3 left \(66\.6% used\)\nIt resets in .+\.$/,
    );
    await bot.ask(OMID, 'three');
    await alert(ADMIN, '🚨');
    await alert(MARYAM, '🚨');
    shiftMs = DAY_MS;
    await bot.ask(OMID, 'four');
    await alert(ADMIN, '✅');
    await alert(MARYAM, '✅');
    expect(textsOf(ADMIN)).toEqual([
      expect.stringContaining('Cerebras quota warning'),
      expect.stringMatching(
        /^🚨 Cerebras has used up a quota\ngpt-oss-120b, requests per day: nothing left\nIt resets in .+\.\nRequests are being routed to Cohere for now\.$/,
      ),
      '✅ Cerebras: a quota is back to normal\ngpt-oss-120b, requests per day: 2 of 3 left (33.3% used)',
    ]);
    expect(textsOf(MARYAM)).toEqual([
      expect.stringMatching(
        /^⚠️ هشدار سقف Cerebras\ngpt-oss-120b، درخواست در روز: ۱ از ۳ مانده \(۶۶٫۶٪ مصرف شده\)\nریست .+\.$/,
      ),
      expect.stringContaining('درخواست‌ها فعلاً به Cohere هدایت می‌شوند.'),
      expect.stringContaining('✅ سقف Cerebras به وضعیت عادی برگشت'),
    ]);
    for (const { text } of alertsOf(MARYAM)) expect(linesAstray(text)).toEqual([]);
    expect(bot.telegram.messages(OMID).filter(({ text }) => /⚠️|🚨/.test(text))).toEqual([]);
  });

  it('is not told again by a bot that was started anew', async () => {
    await bot.ask(OMID, 'one');
    await bot.ask(OMID, 'two');
    await alert(ADMIN, '⚠️');
    await bot.app.stop();
    const again = await startBotIn({ ...bot, close: async () => undefined });
    await again.app.stop();
    expect(again.errors()).toEqual([]);
    expect(alertsOf(ADMIN)).toHaveLength(1);
  });
});
