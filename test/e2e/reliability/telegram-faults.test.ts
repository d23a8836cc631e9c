import { systemClock } from '../../../src/foundation/clock.ts';
import { describeError } from '../../../src/foundation/describe-error.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { startRunningBot, type LogLine, type RunningBot } from '../../support/bot/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { situationOf } from './cases/call-situations.ts';
import { nameTexts } from './cases/name-text.ts';
import { startSideBySide } from './side-by-side.ts';
import type { TelegramCase, TelegramOutcome } from './cases/telegram-case.ts';
import { TELEGRAM_CASES } from './cases/telegram-cases.ts';
import { QUESTION } from './try-provider-fault.ts';

/** Generous, for a busy machine. */
const SECONDS_MS = 25_000;
const HALF_A_MINUTE_MS = 55_000;

describe('Telegram that fails', () => {
  let outcomes: Promise<unknown>[] = [];

  // All at once, so that long waits overlap.
  beforeAll(() => {
    const works = TELEGRAM_CASES.map((it) => () => tryTelegramFault(it).catch((error: unknown) => error));
    outcomes = startSideBySide(works, 12);
  });

  it.each(
    TELEGRAM_CASES.map((it, index) => [it.method, it.use ?? 'it', it.fault, it.outcome, index] as const),
  )(
    '%s of %s: %s',
    async (_, __, ___, outcome, index) => {
      expect(await outcomes[index]).toEqual(outcome);
    },
    600_000,
  );
});

async function tryTelegramFault(telegramCase: TelegramCase): Promise<TelegramOutcome> {
  const { method, cause } = telegramCase;
  const { options, answer, begin, ask, count } = situationOf(telegramCase);
  // A download is not a call, but each attempt calls `getFile`.
  const counted = method === 'file' ? 'getFile' : method;
  const bot = await startRunningBot({ ...options, clock: systemClock });
  try {
    // An earlier answer, which makes a lost one findable.
    await askWhole(bot, QUESTION);
    bot.log.length = 0;
    const { length: before } = bot.telegram.callsOf(counted);
    bot.telegram.failNext(method, cause);
    await begin?.(bot);
    const ended = bot.app.ended.then(() => null, describeError);
    const startedAt = performance.now();
    const sees = await Promise.race([ask(bot), ended]);
    const waits = nameWait(performance.now() - startedAt);
    const calls = count(bot.telegram.callsOf(counted).slice(before));
    const log = worstOf(bot);
    const booked = (await bot.requests()).slice(1).map(({ status }) => status);
    const outcome = { waits, calls, log, booked: booked.join(', ') || 'nothing' } as const;
    if (!Array.isArray(sees)) {
      expect(sees).toMatch(/BOT_TOKEN/);
      return { ...outcome, sees: 'nothing', next: 'the bot exits and says why' };
    }
    expect(nameTexts(await askWhole(bot, QUESTION), answer)).toBe('the answer');
    await expectLedgerInvariants(await bot.database());
    return { ...outcome, sees: nameTexts(sees, answer), next: 'is answered' };
  } finally {
    await bot.stop();
  }
}

function nameWait(ms: number): TelegramOutcome['waits'] {
  if (ms < SECONDS_MS) return 'seconds';
  return ms < HALF_A_MINUTE_MS ? 'half a minute' : 'a minute';
}

function worstOf(bot: RunningBot): string {
  const lines = bot.log.map((line) => JSON.parse(line) as LogLine);
  const worst = lines.find(({ level }) => level === 'error') ?? lines.find(({ level }) => level === 'warn');
  return worst ? `${worst.level === 'error' ? 'error' : 'warning'}: ${worst.msg}` : 'nothing';
}
