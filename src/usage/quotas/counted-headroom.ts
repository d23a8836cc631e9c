import type { ModelCount } from '../../database/reading/count-store.ts';
import type { QuotaWindow } from '../../providers/contract/measurement.ts';
import { isNearEnd, NO_FORECAST, type Headroom, type LimitSource } from './headroom.ts';

/** A limit that our own requests are counted against, where the provider does not report what is left. */
export interface CountedLimit {
  unit: 'requests' | 'tokens';
  window: QuotaWindow;
  /** `null` where nobody knows one: then the use alone is told. */
  limit: number | null;
  source: LimitSource;
}

/** Our own requests in the running windows, of one provider's key. */
export interface Counts {
  minute: readonly ModelCount[];
  hour: readonly ModelCount[];
  day: readonly ModelCount[];
  month: readonly ModelCount[];
  hourEndsAt: Date;
  /** Google's day, which ends at midnight in California. */
  dayEndsAt: Date;
  /** The same of everybody else's day, as OpenRouter documents it: it ends at midnight in UTC. */
  utcDay?: { counts: readonly ModelCount[]; endsAt: Date };
  monthEndsAt: Date;
}

export interface CountOptions {
  now: Date;
  alertPercent: number;
}

/** What our own rows say is left of a model's limit; of one that all models share, where `model` is one of them. */
export function countedHeadroom(
  { model, allModels }: Pick<Headroom, 'model' | 'allModels'>,
  { unit, window, limit: stated, source }: CountedLimit,
  counts: Counts,
  { now, alertPercent }: CountOptions,
): Headroom {
  const counted = counts[window].filter((count) => allModels || count.model === model);
  const used = sumOf(counted, unit === 'requests' ? 'requests' : 'totalTokens');
  const limit = isDisproved(counted, { unit, limit: stated, source }) ? null : stated;
  const remaining = limit === null ? null : Math.max(0, limit - used);
  return {
    model,
    allModels,
    unit,
    window,
    limit,
    remaining,
    used,
    resetAt: resetOf(window, counts),
    source: 'counted',
    limitSource: source,
    observedAt: now,
    nearEnd: source !== 'guessed' && isNearEnd(limit, remaining, alertPercent),
    ...NO_FORECAST,
  };
}

/** An answer beyond a limit shows that it is another one. An operator's own limit is no claim about the provider. */
function isDisproved(
  counted: readonly ModelCount[],
  { unit, limit, source }: Pick<CountedLimit, 'unit' | 'limit' | 'source'>,
): boolean {
  if (limit === null || source === 'configured' || unit !== 'requests') return false;
  return sumOf(counted, 'answered') > limit;
}

function sumOf(counts: readonly ModelCount[], of: 'requests' | 'answered' | 'totalTokens'): number {
  return counts.reduce((sum, count) => sum + (count[of] ?? 0), 0);
}

// Of a rolling minute nobody can say when it is renewed.
function resetOf(window: QuotaWindow, counts: Counts): Date | null {
  const ends = { minute: null, hour: counts.hourEndsAt, day: counts.dayEndsAt, month: counts.monthEndsAt };
  return ends[window];
}
