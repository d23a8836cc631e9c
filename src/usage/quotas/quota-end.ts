import type { Headroom } from './headroom.ts';
import type { Pace } from './pace.ts';
import { QUOTA_WINDOW_MS } from './quota-window.ts';

/** When a quota ends, and whether that is before it is renewed. */
export type QuotaEnd = Pick<Headroom, 'endsAt' | 'endsBeforeReset'>;

const NO_END: QuotaEnd = { endsAt: null, endsBeforeReset: false };

/**
 * When a quota ends at this pace. Nothing is forecast of a minute, which is over before anybody reads it, of a
 * reading that no longer counts, nor of an end that comes only after the next renewal.
 */
export function quotaEnd(quota: Headroom, pace: Pace | null, refills: boolean, now: Date): QuotaEnd {
  const { remaining, resetAt } = quota;
  const windowMs = QUOTA_WINDOW_MS[quota.window];
  const isOld = now.getTime() - quota.observedAt.getTime() > windowMs;
  if (pace === null || quota.window === 'minute' || isOld || remaining === null || remaining === 0)
    return NO_END;
  const ms = remaining / lossRate(quota, pace, refills);
  // Also false of what is not a number.
  if (!(ms > 0 && ms <= windowMs)) return NO_END;
  const endsAt = new Date(now.getTime() + Math.floor(ms));
  // What refills steadily has no reset that could come to its rescue.
  const endsBeforeReset = refills || (resetAt !== null && endsAt < resetAt);
  return resetAt === null || endsBeforeReset ? { endsAt, endsBeforeReset } : NO_END;
}

/** What the quota loses in a millisecond, less what comes back meanwhile. */
function lossRate({ unit, limit, window }: Headroom, pace: Pace, refills: boolean): number {
  if (unit === 'audio_seconds') return 0;
  return pace[unit] - (refills && limit !== null ? limit / QUOTA_WINDOW_MS[window] : 0);
}
