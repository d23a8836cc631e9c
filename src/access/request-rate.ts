import { createBoundedMap } from '../foundation/bounded-map.ts';
import type { Clock } from '../foundation/clock.ts';

/** `told`: too many, and the person does not know it yet; `refused`: too many, and they do. */
export type RateVerdict = 'free' | 'told' | 'refused';

export interface RequestRate {
  /** Takes a place for a message that is to reach a provider, if one is free; also in how long one will be. */
  take(accountId: number): { verdict: RateVerdict; freeInMs: number };
}

interface Taken {
  /** Monotonic milliseconds of the messages of the last minute, oldest first. */
  times: number[];
  isTold: boolean;
}

const WINDOW_MS = 60_000;
const MOST_ACCOUNTS = 20_000;

/**
 * Lets at most `perMinute` messages of one person through in any minute, in all chats together; 0 lets all through.
 * Each process counts for itself: replicas that share a bot let through as many each.
 */
export function createRequestRate(perMinute: number, clock: Pick<Clock, 'monotonicMs'>): RequestRate {
  const taken = createBoundedMap<number, Taken>(MOST_ACCOUNTS);
  return {
    take: (accountId) => {
      if (perMinute === 0) return { verdict: 'free', freeInMs: 0 };
      const now = clock.monotonicMs();
      const { times: before = [], isTold = false } = taken.get(accountId) ?? {};
      const times = before.filter((time) => now - time < WINDOW_MS);
      if (times.length < perMinute) {
        taken.set(accountId, { times: [...times, now], isTold: false });
        return { verdict: 'free', freeInMs: 0 };
      }
      taken.set(accountId, { times, isTold: true });
      return { verdict: isTold ? 'refused' : 'told', freeInMs: (times[0] ?? now) + WINDOW_MS - now };
    },
  };
}
