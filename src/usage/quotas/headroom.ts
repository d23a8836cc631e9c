import type { QuotaReadingRow } from '../../database/totals/ledger-rows.ts';
import type { ModelCount } from '../../database/reading/usage-store.ts';
import type { QuotaUnit, QuotaWindow } from '../../providers/contract/measurement.ts';
import { QUOTA_WINDOW_MS } from './quota-window.ts';

/** What is left of one quota, where the number comes from and how old it is. */
export interface Headroom {
  model: string;
  unit: QuotaUnit;
  window: QuotaWindow;
  limit: number | null;
  remaining: number | null;
  /** Our own count, for counted quotas: known even where no limit is. */
  used: number | null;
  /** In the past where the quota has been renewed since it was read. */
  resetAt: Date | null;
  source: 'reported' | 'counted' | 'learned';
  observedAt: Date;
  /** At or beyond the alert threshold. */
  nearEnd: boolean;
  /** When it ends at the pace of the last hours; `null` when it does not within a window, or nobody can tell. */
  endsAt: Date | null;
  /** Whether it ends before anything of it comes back. */
  endsBeforeReset: boolean;
}

/** Requests that a model allows, for providers that do not report what is left. */
export interface CountedLimit {
  window: 'minute' | 'day' | 'month';
  /** `null` where the provider publishes none. */
  limit: number | null;
}

export interface Counts {
  minute: readonly ModelCount[];
  day: readonly ModelCount[];
  month: readonly ModelCount[];
  dayEndsAt: Date;
  monthEndsAt: Date;
}

/** Before a forecast is made. */
const NO_FORECAST = { endsAt: null, endsBeforeReset: false } as const;

/** A stored reading as it stands at `now`: a window that was reset since then tells nothing any more. */
export function readingAt(reading: QuotaReadingRow, now: Date, alertPercent: number): Headroom {
  const window = reading.window as QuotaWindow;
  const age = now.getTime() - reading.observedAt.getTime();
  const outdated = age > QUOTA_WINDOW_MS[window];
  // A refusal speaks of the window that it fell in, even where it does not say when that ends.
  const over = reading.resetAt === null ? reading.source === 'learned' && outdated : reading.resetAt <= now;
  const remaining = over ? null : reading.remaining;
  return {
    model: reading.model,
    unit: reading.unit as QuotaUnit,
    window,
    limit: reading.limit,
    remaining,
    used: null,
    // Kept when it has passed: only so can anybody be told why nobody knows what is left.
    resetAt: reading.resetAt,
    source: reading.source as Headroom['source'],
    observedAt: reading.observedAt,
    nearEnd: !outdated && isNearEnd(reading.limit, remaining, alertPercent),
    ...NO_FORECAST,
  };
}

/** What our own rows say is left of a model's requests; of a month, all models of the provider share it. */
export function countedHeadroom(
  provider: string,
  model: string,
  { window, limit }: CountedLimit,
  counts: Counts,
  now: Date,
  alertPercent: number,
): Headroom {
  const used = counts[window]
    .filter((count) => count.provider === provider && (window === 'month' || count.model === model))
    .reduce((sum, { requests }) => sum + requests, 0);
  const remaining = limit === null ? null : Math.max(0, limit - used);
  const resetAt = window === 'minute' ? null : window === 'day' ? counts.dayEndsAt : counts.monthEndsAt;
  return {
    model,
    unit: 'requests',
    window,
    limit,
    remaining,
    used,
    resetAt,
    source: 'counted',
    observedAt: now,
    nearEnd: isNearEnd(limit, remaining, alertPercent),
    ...NO_FORECAST,
  };
}

/** Whether the used part has reached `alertPercent`. Unknown numbers never warn. */
export function isNearEnd(limit: number | null, remaining: number | null, alertPercent: number): boolean {
  if (limit === null || remaining === null || limit <= 0) return false;
  return (limit - remaining) * 100 >= limit * alertPercent;
}
