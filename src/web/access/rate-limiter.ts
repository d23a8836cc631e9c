import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { Clock } from '../../foundation/clock.ts';

export interface RateLimiter {
  /** Takes a token from the bucket of `key`; false if it is empty. */
  admit(key: string): boolean;
}

export interface RateLimiterOptions {
  clock: Clock;
  /** The size of a bucket: requests admitted at once. */
  burst: number;
  /** Tokens added per second. */
  perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Beyond this the key that was used least recently is forgotten, so that invented keys cannot fill the memory. */
const MOST_KEYS = 10_000;

/** Token buckets in memory, one for each key. */
export function createRateLimiter({ clock, burst, perSecond }: RateLimiterOptions): RateLimiter {
  const buckets = createBoundedMap<string, Bucket>(MOST_KEYS);
  return {
    admit: (key) => {
      const now = clock.monotonicMs();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      const refilled = bucket.tokens + ((now - bucket.at) / 1000) * perSecond;
      const tokens = Math.min(burst, refilled);
      const isAdmitted = tokens >= 1;
      buckets.set(key, { tokens: isAdmitted ? tokens - 1 : tokens, at: now });
      return isAdmitted;
    },
  };
}
