import type { PrivacyStore } from '../../database/people/privacy-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { dayOf } from '../../foundation/day.ts';
import { createBatchPace } from './batch-pace.ts';

/** What became of the data about a person. */
export interface Forgotten {
  /** Requests that no longer say whose they were. */
  requests: number;
  /** Remembered messages that were deleted, the person's and the bot's. */
  turns: number;
  /** Budgets that an admin set for the person; they stay. */
  keptBudgets: number;
}

export interface ForgettingOptions {
  store: PrivacyStore;
  timeZone: string;
  clock: Clock;
}

/**
 * Returns a function that deletes what is known of a person; calls for a person whose erasure is under way join it.
 * Their requests stay in the totals of days and providers, as nobody's.
 */
export function createForgetting(options: ForgettingOptions): (userId: bigint) => Promise<Forgotten> {
  // Holds no more persons than there are erasures under way.
  const running = new Map<bigint, Promise<Forgotten>>();
  return (userId) => {
    const joined = running.get(userId);
    if (joined) return joined;
    const erasure = forgetPerson(options, userId).finally(() => running.delete(userId));
    running.set(userId, erasure);
    return erasure;
  };
}

/**
 * Rows change in small batches, except those on which bookings depend, which are few by then. Words are deleted once the
 * requests are nobody's: answers that are being written keep nothing from then on. If the process ends between, asking
 * again finishes it.
 */
async function forgetPerson(
  { store, timeZone, clock }: ForgettingOptions,
  userId: bigint,
): Promise<Forgotten> {
  const inBatches = async (batch: (take: number) => Promise<number>) => {
    const pace = createBatchPace(clock);
    for (let sum = 0; ;) {
      const count = await pace.run(() => batch(pace.take()));
      if (count === 0) return sum;
      sum += count;
    }
  };
  const now = clock.now();
  const today = dayOf(now, timeZone);
  const settled = await inBatches((take) => store.anonymiseRequests(userId, today, take));
  await inBatches((take) => store.deleteDays(userId, today, take));
  const others = await store.closeAccount(userId, today, now);
  const turns = await inBatches((take) => store.deleteTurns(userId, take));
  await inBatches((take) => store.deleteAnswers(userId, take));
  await store.deleteProfile(userId);
  return { requests: settled + others, turns, keptBudgets: await store.countBudgets(userId) };
}
