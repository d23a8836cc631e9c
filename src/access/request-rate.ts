import {
  RATE_WINDOW_MS,
  type RateTaken,
  type RequestRateStore,
} from '../database/people/request-rate-store.ts';
import { createBoundedMap } from '../foundation/bounded-map.ts';
import type { Clock } from '../foundation/clock.ts';

/** `told`: too many, and the person does not know it yet; `refused`: too many, and they do. */
export interface RateVerdict {
  verdict: RateTaken['verdict'];
  /** In how long a place is free, where none is. */
  freeInMs: number;
}

export interface RequestRate {
  /** In how long somebody may ask again who was told so; `null` for everybody else. */
  toldToWait(accountId: number): number | null;
  /** Takes a place for a message that is to reach a provider, if one is free. */
  take(accountId: number, message: string): Promise<RateVerdict>;
}

export interface RequestRateOptions {
  /** 0 lets all through. */
  perMinute: number;
  store: Pick<RequestRateStore, 'take'>;
  /** The result of the work, or the fallback while the database is away. */
  tolerate: <Result>(work: () => Promise<Result>, fallback: Result) => Promise<Result>;
  clock: Pick<Clock, 'now' | 'monotonicMs'>;
}

const MOST_ACCOUNTS = 20_000;

/**
 * Lets at most `perMinute` messages of one person through in any minute, in all chats and on all replicas together: the
 * database counts them. While it is away, each process counts for itself.
 */
export function createRequestRate({ perMinute, store, tolerate, clock }: RequestRateOptions): RequestRate {
  const own = createOwnCount(perMinute, clock);
  /** Monotonic milliseconds. */
  const waiting = createBoundedMap<number, number>(MOST_ACCOUNTS);
  return {
    toldToWait: (accountId) => {
      const left = (waiting.get(accountId) ?? -Infinity) - clock.monotonicMs();
      return left > 0 ? left : null;
    },
    take: async (accountId, message) => {
      if (perMinute === 0) return { verdict: 'free', freeInMs: 0 };
      const at = clock.now();
      const taken = await tolerate(() => store.take({ accountId: BigInt(accountId), message, at }), null);
      const result = taken === null ? own.take(accountId) : fromStore(taken, at);
      if (result.verdict !== 'free') waiting.set(accountId, clock.monotonicMs() + result.freeInMs);
      else if (taken !== null) own.note(accountId);
      return result;
    },
  };
}

function fromStore({ verdict, freeAt }: RateTaken, now: Date): RateVerdict {
  if (verdict === 'free') return { verdict, freeInMs: 0 };
  return { verdict, freeInMs: Math.min(Math.max(freeAt.getTime() - now.getTime(), 1), RATE_WINDOW_MS) };
}

/** What this process let through itself. */
function createOwnCount(perMinute: number, clock: Pick<Clock, 'monotonicMs'>) {
  const taken = createBoundedMap<number, { times: number[]; isTold: boolean }>(MOST_ACCOUNTS);
  const recent = (accountId: number) => {
    const { times = [], isTold = false } = taken.get(accountId) ?? {};
    const now = clock.monotonicMs();
    return { times: times.filter((time) => now - time < RATE_WINDOW_MS), isTold, now };
  };
  const note = (accountId: number): void => {
    const { times, now } = recent(accountId);
    taken.set(accountId, { times: [...times, now], isTold: false });
  };
  return {
    note,
    take: (accountId: number): RateVerdict => {
      const { times, isTold, now } = recent(accountId);
      if (times.length < perMinute) {
        note(accountId);
        return { verdict: 'free', freeInMs: 0 };
      }
      taken.set(accountId, { times, isTold: true });
      return { verdict: isTold ? 'refused' : 'told', freeInMs: (times[0] ?? now) + RATE_WINDOW_MS - now };
    },
  };
}
