import { describeError } from '../../src/foundation/describe-error.ts';
import { stripMarks } from '../../src/localization/direction.ts';
import { expectLedgerInvariants } from '../support/ledger-invariants.ts';
import { OMID, startRunningBot, type LogLine, type RunningBot } from '../support/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { nameTexts } from './name-text.ts';
import { startSideBySide } from './side-by-side.ts';
import { TELEGRAM_CASES, type TelegramCase, type TelegramOutcome } from './telegram-cases.ts';
import { ANSWER, QUESTION } from './try-provider-fault.ts';

/** On a busy machine. */
const SECONDS_MS = 25_000;

describe('Telegram that fails', () => {
  let outcomes: Promise<unknown>[] = [];

  // All at once: those that wait for a minute do so at the same time.
  beforeAll(() => {
    const works = TELEGRAM_CASES.map((it) => () => tryTelegramFault(it).catch((error: unknown) => error));
    outcomes = startSideBySide(works, works.length);
  });

  it.each(TELEGRAM_CASES.map((it, index) => [it.method, it.fault, it.outcome, index] as const))(
    '%s: %s',
    async (_, __, outcome, index) => {
      expect(await outcomes[index]).toEqual(outcome);
    },
    300_000,
  );
});

async function tryTelegramFault({ method, cause }: TelegramCase): Promise<TelegramOutcome> {
  const bot = await startRunningBot({ providers: { groq: { chunkDelayMs: 100 } } });
  try {
    // An earlier answer, by which a lost one can be found.
    await askWhole(bot, QUESTION);
    bot.log.length = 0;
    const { length: before } = bot.telegram.callsOf(method);
    bot.telegram.failNext(method, cause);
    if (method === 'getUpdates') await untilCalled(bot, before);
    const ended = bot.app.ended.then(() => null, describeError);
    const startedAt = performance.now();
    const sees = await Promise.race([askWhole(bot, QUESTION), ended]);
    const waits = performance.now() - startedAt < SECONDS_MS ? 'seconds' : 'a minute';
    const calls = callsFor(bot, method, before);
    const log = worstOf(bot);
    const booked = (await bot.requests()).slice(1).map(({ status }) => status);
    const outcome = { waits, calls, log, booked: booked.join(', ') || 'nothing' } as const;
    if (!Array.isArray(sees)) {
      expect(sees).toMatch(/BOT_TOKEN/);
      return { ...outcome, sees: 'nothing', next: 'the bot ends and says why' };
    }
    expect(nameTexts(await askWhole(bot, QUESTION), ANSWER)).toBe('the answer');
    await expectLedgerInvariants(await bot.database());
    return { ...outcome, sees: nameTexts(sees, ANSWER), next: 'is answered' };
  } finally {
    await bot.stop();
  }
}

/** The poll that is under way ends with the next update; the fault is for the one after it. */
async function untilCalled(bot: RunningBot, before: number): Promise<void> {
  bot.telegram.say(OMID, '/help');
  while (bot.telegram.callsOf('getUpdates').length === before)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

/** How often it was called to say the answer, or what was said instead of it. */
function callsFor(bot: RunningBot, method: TelegramCase['method'], before: number): number {
  const calls = bot.telegram.callsOf(method).slice(before);
  if (method !== 'sendMessage') return Math.min(calls.length, 2);
  return calls.filter(({ payload }) => !/Which language|\/help/.test(stripMarks(String(payload['text']))))
    .length;
}

function worstOf(bot: RunningBot): string {
  const lines = bot.log.map((line) => JSON.parse(line) as LogLine);
  const worst = lines.find(({ level }) => level === 'error') ?? lines.find(({ level }) => level === 'warn');
  return worst ? `${worst.level === 'error' ? 'an error' : 'a warning'}: ${worst.msg}` : 'nothing';
}
