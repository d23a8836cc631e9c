import { setTimeout as delay } from 'node:timers/promises';
import type { StandInProviderId } from '../../../src/tools/stand-ins/providers/provider-stand-in.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import { MovableClock } from '../../support/clocks/movable-clock.ts';
import { StandingClock } from '../../support/clocks/standing-clock.ts';
import { ADMIN, startRunningBot, type LedgerRow, type RunningBot } from '../../support/bot/running-bot.ts';
import { askWhole } from './ask-whole.ts';
import { nameTexts } from './cases/name-text.ts';
import type { ProviderCase, ProviderOutcome } from './cases/provider-cases.ts';

export const QUESTION = 'What is the capital of France?';
export const ANSWER = 'The capital of France is Paris.';

/** Longer than an alert takes, which is checked within a second of a failure. */
const QUIET_MS = 2_500;
const ALERT_PATIENCE_MS = 20_000;

/** Seconds after a fault at which the provider is tried again. */
const MOMENTS: readonly [seconds: number, words: string][] = [
  [0, 'at once'],
  [29, 'within 29 s'],
  [31, 'after 30 s'],
  [36, 'within 36 s'],
  [38, 'after the requested 37 s'],
  [44, 'within 44 s'],
  [46, 'after the requested 45 s'],
  [61, 'after a minute'],
  [7_199, 'within two hours'],
  [7_201, 'after the requested two hours'],
  [26 * 3_600, 'after its reset, 26 h at most'],
];

/** Makes one provider fail, with and without another provider, and returns the outcome. */
export async function tryProviderFault(
  id: StandInProviderId,
  { cause }: ProviderCase,
  expected: ProviderOutcome,
): Promise<ProviderOutcome> {
  const [beside, alone] = await Promise.all([failBeside(id, cause), failAlone(id, cause, expected.admins)]);
  return { ...beside, ...alone };
}

async function failBeside(
  id: StandInProviderId,
  cause: ProviderCase['cause'],
): Promise<Pick<ProviderOutcome, 'sees' | 'status' | 'use' | 'askedAgain'>> {
  const other = id === 'cohere' ? 'groq' : 'cohere';
  const clock = new StandingClock(farFromMidnight(), 1);
  const environment = { PROVIDER_ORDER: `${id},${other}` };
  const bot = await startRunningBot({ providers: { [id]: {}, [other]: {} }, environment, clock });
  try {
    await fail(bot, id, cause, 1);
    const sees = nameTexts(await askWhole(bot, QUESTION), ANSWER);
    const [row, ...others] = await bot.requests();
    const isAnswered = sees === 'the answer';
    expect(others).toMatchObject(isAnswered ? [{ provider: other, status: 'ok' }] : []);
    const askedAgain = await findReturn(bot, clock, id);
    await expectLedgerInvariants(await bot.database());
    return { sees, status: `${row?.status} ${row?.errorReason}`, use: useOf(row), askedAgain };
  } finally {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  }
}

/** Far from midnight in California, when a daily quota could reset. */
function farFromMidnight(): string {
  return `${new Date().toISOString().slice(0, 10)}T12:00:00.000Z`;
}

async function failAlone(
  id: StandInProviderId,
  cause: ProviderCase['cause'],
  expected: ProviderOutcome['admins'],
): Promise<Pick<ProviderOutcome, 'alone' | 'admins'>> {
  const clock = new MovableClock();
  const bot = await startRunningBot({ providers: { [id]: {} }, clock });
  try {
    await fail(bot, id, cause, Infinity);
    const alone = nameTexts(await askWhole(bot, QUESTION), ANSWER);
    if (await isTold(bot, expected === 'at once')) return { alone, admins: 'at once' };
    // The provider is not asked for half a minute.
    clock.move(31_000);
    await askWhole(bot, QUESTION);
    const admins = (await isTold(bot, expected !== 'no')) ? 'after two in a row' : 'no';
    return { alone, admins };
  } finally {
    await bot.stop();
    expect(bot.errors()).toEqual([]);
  }
}

async function fail(
  bot: RunningBot,
  id: StandInProviderId,
  cause: ProviderCase['cause'],
  times: number,
): Promise<void> {
  if (cause === 'refused') await bot.provider(id).close();
  else bot.provider(id).fail(cause, { times });
}

/** Asks at later and later times until the provider is asked again. */
async function findReturn(bot: RunningBot, clock: StandingClock, id: StandInProviderId): Promise<string> {
  let passed = 0;
  for (const [seconds, words] of MOMENTS) {
    clock.advance((seconds - passed) * 1_000);
    passed = seconds;
    const before = (await bot.requests()).length;
    await askWhole(bot, QUESTION);
    const rows = (await bot.requests()).slice(before);
    if (rows.some(({ provider }) => provider === id)) return words;
  }
  return 'never';
}

/** Tokens and cost are known together, and estimated together. */
function useOf(row: LedgerRow | undefined): ProviderOutcome['use'] {
  expect(row?.costPicoUsd === null).toBe(row?.totalTokens === null);
  if (!row || row.totalTokens === null) return 'unknown';
  return row.tokensEstimated ? 'estimated' : 'measured';
}

async function isTold(bot: RunningBot, isExpected: boolean): Promise<boolean> {
  const deadline = performance.now() + (isExpected ? ALERT_PATIENCE_MS : QUIET_MS);
  while (bot.telegram.messages(ADMIN).length === 0 && performance.now() < deadline) await delay(50);
  return bot.telegram.messages(ADMIN).length > 0;
}
