import type { Clock } from '../../foundation/clock.ts';

export interface RateLimiter {
  /** Whether whoever `key` names may ask once more now. */
  admit(key: string): boolean;
}

export interface RateLimiterOptions {
  clock: Clock;
  /** How many requests may come at once. */
  burst: number;
  /** How many more each second. */
  perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Beyond this the one that has been known longest is forgotten, so that made-up keys cost no memory. */
const MOST_KEYS = 10_000;

/** Token buckets in memory, one for each key. */
export function createRateLimiter({ clock, burst, perSecond }: RateLimiterOptions): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return {
    admit: (key) => {
      const now = clock.monotonicMs();
      const bucket = buckets.get(key) ?? { tokens: burst, at: now };
      const refilled = bucket.tokens + ((now - bucket.at) / 1000) * perSecond;
      const tokens = Math.min(burst, refilled);
      const isAdmitted = tokens >= 1;
      buckets.set(key, { tokens: isAdmitted ? tokens - 1 : tokens, at: now });
      const [oldest] = buckets.keys();
      if (buckets.size > MOST_KEYS && oldest !== undefined) buckets.delete(oldest);
      return isAdmitted;
    },
  };
}
