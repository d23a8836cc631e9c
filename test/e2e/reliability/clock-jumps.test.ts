import { setTimeout as delay } from 'node:timers/promises';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { ADMIN, startRunningBot, type RunningBot } from '../../support/bot/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { CLOCK_CASES, type ClockOutcome } from './cases/clock-cases.ts';
import { nameTexts } from './cases/name-text.ts';
import { ANSWER, QUESTION } from './try-provider-fault.ts';
import { MAIN } from '../../support/bot/main-provider.ts';

/** Longer than a busy machine takes for two questions. */
const REST_S = 600;

describe('a clock that jumps', () => {
  it.each(CLOCK_CASES.map((clockCase) => [clockCase.jump, clockCase] as const))(
    '%s',
    async (_, { ms, outcome }) => {
      const clock = new MovableClock();
      const bot = await startRunningBot({
        clock,
        providers: { [MAIN]: { chunkDelayMs: 150 }, cohere: {} },
        environment: { PROVIDER_ORDER: `${MAIN},cohere` },
      });
      try {
        const rest = await restAfterJump(bot, clock, ms);
        clock.jump(-ms);
        const answered = await answerAcrossJump(bot, clock, ms);
        const admins = await tellAfterJump(bot, clock);
        expect({ ...answered, rest, admins }).toEqual(outcome);
        await expectLedgerInvariants(await bot.database());
      } finally {
        await bot.stop();
        expect(bot.errors()).toEqual([]);
      }
    },
    600_000,
  );
});

/** Lets a provider request a pause, moves the clock, and checks when it is asked again. */
async function restAfterJump(
  bot: RunningBot,
  clock: MovableClock,
  ms: number,
): Promise<ClockOutcome['rest']> {
  bot.provider(MAIN).fail({ kind: 'status', status: 429, retryAfterSeconds: REST_S });
  await askWhole(bot, QUESTION);
  const asked = bot.provider(MAIN).requests.length;
  clock.jump(ms);
  await askWhole(bot, QUESTION);
  if (bot.provider(MAIN).requests.length > asked) return 'ends at once';
  clock.move(REST_S * 1_000);
  await askWhole(bot, QUESTION);
  expect(bot.provider(MAIN).requests).toHaveLength(asked + 1);
  return 'as requested';
}

/** Moves the clock during an answer. */
async function answerAcrossJump(
  bot: RunningBot,
  clock: MovableClock,
  ms: number,
): Promise<Pick<ClockOutcome, 'sees' | 'booked'>> {
  const before = new Set((await bot.requests()).map(({ id }) => id));
  const { length: asked } = bot.provider(MAIN).requests;
  const answer = askWhole(bot, QUESTION);
  while (bot.provider(MAIN).requests.length === asked) await delay(5);
  clock.jump(ms);
  const sees = nameTexts(await answer, ANSWER);
  const [row, ...others] = (await bot.requests()).filter(({ id }) => !before.has(id));
  expect(others).toEqual([]);
  return {
    sees,
    booked: `${row?.status}, ${(row?.latencyMs ?? 0) < 30_000 ? 'its real' : 'another'} duration`,
  };
}

/** Lets a provider fail twice and waits for the alert. */
async function tellAfterJump(bot: RunningBot, clock: MovableClock): Promise<ClockOutcome['admins']> {
  bot.provider(MAIN).fail({ kind: 'status', status: 500 }, { times: Infinity });
  bot.provider('cohere').fail({ kind: 'status', status: 500 }, { times: Infinity });
  await askWhole(bot, QUESTION);
  // Neither is asked for half a minute.
  clock.move(31_000);
  await askWhole(bot, QUESTION);
  const told = bot.telegram.waitForMessage(ADMIN, ({ text }) => text.includes('is down'));
  return told.then(
    () => 'within seconds' as const,
    () => 'not' as const,
  );
}
