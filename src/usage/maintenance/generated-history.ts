import { v7 as timeOrderedId } from 'uuid';
import type { SettlementRow } from '../../database/totals/ledger-rows.ts';
import { addDays, dayOf, daysBetween, startOfDay, type Day } from '../../foundation/day.ts';
import type { Failure } from '../../providers/contract/ending.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import type { FailureReason, FailureStatus } from '../../providers/contract/provider-error.ts';
import type { PriceList } from '../prices/price-list.ts';
import { toSettlement, type Booking, type Outcome } from '../ledger/settlement.ts';

/** The setting that says that a database holds generated requests: reports are labelled as such. */
export const GENERATED_HISTORY = 'generated_history';

export interface HistoryPlan {
  requests: number;
  days: number;
  users: number;
  /** The same seed and `now` give the same history. */
  seed: number;
  now: Date;
  timeZone: string;
  models: readonly { provider: ProviderId; model: string }[];
}

/** Generated people have ids that Telegram gives to nobody: it counts up from far below. */
export const FIRST_GENERATED_USER = 9_000_000_000_000;

const FAILURES: readonly [FailureStatus, FailureReason][] = [
  ['rate_limited', 'rate_limit'],
  ['rate_limited', 'rate_limit'],
  ['unavailable', 'server_error'],
  ['timeout', 'timeout'],
  ['blocked', 'refused'],
];
const FAILED_SHARE = 0.04;

/** Settled requests in the order of their time, with quiet nights, busy evenings and a few heavy users. */
export function* generateHistory(plan: HistoryPlan, prices: PriceList): Generator<SettlementRow> {
  const random = createRandom(plan.seed);
  const last = dayOf(plan.now, plan.timeZone);
  const days = daysBetween(addDays(last, 1 - plan.days), last);
  let left = plan.requests;
  for (const [index, day] of days.entries()) {
    const count = index === days.length - 1 ? left : Math.round(left / (days.length - index));
    left -= count;
    for (const createdAt of timesOf(day, count, plan, random))
      yield settled(plan, createdAt, day, prices, random);
  }
}

function timesOf(day: Day, count: number, { timeZone, now }: HistoryPlan, random: () => number): Date[] {
  const start = startOfDay(day, timeZone).getTime();
  const end = Math.min(startOfDay(addDays(day, 1), timeZone).getTime(), now.getTime());
  // The larger of two draws leans towards the evening.
  const times = Array.from({ length: count }, () => start + Math.max(random(), random()) * (end - start - 1));
  return times.toSorted((a, b) => a - b).map((time) => new Date(Math.floor(time)));
}

function settled(
  plan: HistoryPlan,
  createdAt: Date,
  date: Day,
  prices: PriceList,
  random: () => number,
): SettlementRow {
  const { provider, model } = pick(plan.models, random);
  const booking: Booking = {
    id: timeOrderedId({ msecs: createdAt.getTime(), random: randomBytes(random) }),
    provider,
    model,
    actionType: 'Chat',
    // The square makes the first users the heaviest.
    userId: BigInt(FIRST_GENERATED_USER + Math.floor(random() ** 2 * plan.users)),
    estimatedPromptTokens: 0,
    grantedTokens: null,
    createdAt,
    date,
  };
  const failure = random() < FAILED_SHARE ? pick(FAILURES, random) : null;
  return toSettlement(booking, outcomeOf(failure, random), prices, createdAt);
}

function outcomeOf(failure: readonly [FailureStatus, FailureReason] | null, random: () => number): Outcome {
  const promptTokens = 20 + Math.floor(random() ** 3 * 3000);
  const usage = {
    promptTokens,
    completionTokens: 5 + Math.floor(random() ** 2 * 900),
    cachedTokens: random() < 0.2 ? Math.floor(promptTokens / 2) : 0,
    reasoningTokens: null,
  };
  return {
    ending: failure ? failed(...failure) : { type: 'complete' },
    measurement: {
      usage: failure ? null : usage,
      audioSeconds: null,
      rateLimits: null,
      receivedText: '',
      receivedReasoning: '',
      counted: null,
      hasEnded: false,
      latencyMs: 200 + random() ** 3 * 8000,
    },
  };
}

function failed(status: FailureStatus, reason: FailureReason): Failure {
  return {
    type: 'failed',
    status,
    reason,
    message: 'a generated failure',
    httpStatus: null,
    retryAfterMs: null,
  };
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

function randomBytes(random: () => number): Uint8Array {
  return Uint8Array.from({ length: 16 }, () => random() * 256);
}

/** Mulberry32: a small generator whose sequence depends on the seed alone. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
