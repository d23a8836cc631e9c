import type { QuotaReadingRow } from '../../database/totals/ledger-rows.ts';
import type { QuotaUnit, QuotaWindow } from '../../providers/contract/measurement.ts';
import { QUOTA_WINDOW_MS } from './quota-window.ts';

/**
 * Who vouches for a limit: nobody (`guessed`: it is built in, as somebody once saw it), the operator, or the provider
 * itself, in headers or in a refusal. A guess is shown as one; it neither warns nor stops anybody.
 */
export type LimitSource = 'guessed' | 'configured' | 'reported' | 'learned';

/** What is left of one quota, where the number comes from and how old it is. */
export interface Headroom {
  /** The model that it holds for, or was seen with where all share it. */
  model: string;
  /** All models of the provider share it. */
  allModels: boolean;
  unit: QuotaUnit;
  window: QuotaWindow;
  limit: number | null;
  remaining: number | null;
  /** Our own count, for counted quotas: known even where no limit is. */
  used: number | null;
  /** In the past where the quota has been renewed since it was read. */
  resetAt: Date | null;
  source: 'reported' | 'counted' | 'learned';
  limitSource: LimitSource;
  observedAt: Date;
  /** At or beyond the alert threshold. */
  nearEnd: boolean;
  /** When it ends at the pace of the last hours, where that is before it is renewed; else `null`. */
  endsAt: Date | null;
  /** Whether it ends before anything of it comes back. */
  endsBeforeReset: boolean;
}

/** Before a forecast is made. */
export const NO_FORECAST = { endsAt: null, endsBeforeReset: false } as const;

/** A stored reading as it stands at `now`: a window that was reset since then tells nothing any more. */
export function readingAt(reading: QuotaReadingRow, now: Date, alertPercent: number): Headroom {
  const window = reading.window as QuotaWindow;
  const source = reading.source as 'reported' | 'learned';
  const age = now.getTime() - reading.observedAt.getTime();
  const outdated = age > QUOTA_WINDOW_MS[window];
  // A refusal speaks of the window that it fell in, even where it does not say when that ends.
  const over = reading.resetAt === null ? source === 'learned' && outdated : reading.resetAt <= now;
  const remaining = over ? null : reading.remaining;
  return {
    model: reading.model,
    // No provider counts a month by model: it is the plan's.
    allModels: window === 'month',
    unit: reading.unit as QuotaUnit,
    window,
    limit: reading.limit,
    remaining,
    used: null,
    // Kept when it has passed: only so can anybody be told why nobody knows what is left.
    resetAt: reading.resetAt,
    source,
    limitSource: source,
    observedAt: reading.observedAt,
    // Of nothing, nobody has to know how much it was.
    nearEnd:
      !outdated && (isNearEnd(reading.limit, remaining, alertPercent) || isGone(reading.limit, remaining)),
    ...NO_FORECAST,
  };
}

/** Whether the used part has reached `alertPercent`. Unknown numbers never warn. */
export function isNearEnd(limit: number | null, remaining: number | null, alertPercent: number): boolean {
  if (limit === null || remaining === null || limit <= 0) return false;
  return (limit - remaining) * 100 >= limit * alertPercent;
}

function isGone(limit: number | null, remaining: number | null): boolean {
  return limit === null && remaining === 0;
}

/** Whether somebody vouches for the quota, so that it may warn. */
export function mayWarn({ limitSource }: Pick<Headroom, 'limitSource'>): boolean {
  return limitSource !== 'guessed';
}
