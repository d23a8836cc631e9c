import type { CountedLimit, Counts } from './counted-headroom.ts';
import type { Headroom } from './headroom.ts';

/** The limits of a model that have to be counted, as a refusal of the provider last stated them. */
export function correctLimits(
  known: readonly CountedLimit[],
  stored: readonly Headroom[],
  model: string,
): CountedLimit[] {
  return known.map((limit) => {
    const learned = learnedLimit(stored, model, limit);
    return learned === null ? limit : { ...limit, limit: learned, source: 'learned' };
  });
}

// What is written in a 429 outlasts its window: the next one is as large, whatever we believed before.
function learnedLimit(
  stored: readonly Headroom[],
  model: string,
  { unit, window }: CountedLimit,
): number | null {
  const learned = stored.find(
    (reading) =>
      reading.source === 'learned' &&
      reading.unit === unit &&
      reading.model === model &&
      reading.window === window,
  );
  return learned?.limit ?? null;
}

/** A month of requests whose limit is known, but not what is left: Cohere's trial keys have one. */
export interface CountedMonth {
  model: string;
  limit: CountedLimit;
}

/**
 * The month that all models of the provider share. `null` when no answer of this month named its limit although
 * there were some: then the key is no longer a trial one. `null` too where the provider said what is left.
 */
export function countedMonth(
  models: readonly string[],
  stored: readonly Headroom[],
  counts: Counts,
): CountedMonth | null {
  const months = stored.filter(isMonthOfRequests);
  const newest = months.toSorted((a, b) => b.observedAt.getTime() - a.observedAt.getTime())[0];
  if (!newest || newest.limit === null || newest.remaining !== null) return null;
  const usedSince = counts.month.some((count) => count.requests > 0);
  if (usedSince && newest.observedAt < monthBefore(counts.monthEndsAt)) return null;
  // The same model as long as the settings stay, so that the quota keeps its name.
  const model = models.find((it) => months.some((reading) => reading.model === it)) ?? models[0];
  const { limit, limitSource: source } = newest;
  return { model: model ?? newest.model, limit: { unit: 'requests', window: 'month', limit, source } };
}

/** Whether a reading is one that `countedMonth` speaks of. */
export function isMonthOfRequests({ unit, window }: Pick<Headroom, 'unit' | 'window'>): boolean {
  return unit === 'requests' && window === 'month';
}

/** The beginning of the month (UTC) that ends at `end`. */
export function monthBefore(end: Date): Date {
  return new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 1, 1));
}
