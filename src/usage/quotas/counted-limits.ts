import type { QuotaReadingRow } from '../../database/totals/ledger-rows.ts';
import type { QuotaWindow } from '../../providers/contract/measurement.ts';
import type { CountedLimit, Counts } from './headroom.ts';

/** The limits of a model that have to be counted, as a refusal of the provider last stated them. */
export function correctLimits(
  known: readonly CountedLimit[],
  readings: readonly QuotaReadingRow[],
  model: string,
): CountedLimit[] {
  return known.map(({ window, limit }) => ({
    window,
    limit: learnedLimit(readings, model, window) ?? limit,
  }));
}

// What is written in a 429 outlasts its window: the next one is as large, whatever we believed before.
function learnedLimit(
  readings: readonly QuotaReadingRow[],
  model: string,
  window: QuotaWindow,
): number | null {
  const learned = readings.find(
    (reading) =>
      reading.source === 'learned' &&
      reading.unit === 'requests' &&
      reading.model === model &&
      reading.window === window,
  );
  return learned?.limit ?? null;
}

/** A month of requests whose limit was reported, but never what is left: Cohere's trial keys have one. */
export interface CountedMonth {
  model: string;
  limit: number;
}

/**
 * The month that all models of the provider share. `null` when no answer of this month named its limit although
 * there were some: then the key is no longer a trial one.
 */
export function countedMonth(
  provider: string,
  models: readonly string[],
  readings: readonly QuotaReadingRow[],
  counts: Counts,
): CountedMonth | null {
  const months = readings.filter(isMonthWithoutRemaining);
  const newest = months.toSorted((a, b) => b.observedAt.getTime() - a.observedAt.getTime())[0];
  if (!newest || newest.limit === null) return null;
  const usedSince = counts.month.some((count) => count.provider === provider && count.requests > 0);
  if (usedSince && newest.observedAt < monthBefore(counts.monthEndsAt)) return null;
  // The same model as long as the settings stay, so that the quota keeps its name.
  const model = models.find((it) => months.some((reading) => reading.model === it)) ?? newest.model;
  return { model, limit: newest.limit };
}

/** Whether a reading is one that `countedMonth` completes. */
export function isMonthWithoutRemaining(reading: QuotaReadingRow): boolean {
  return (
    reading.unit === 'requests' &&
    reading.window === 'month' &&
    reading.limit !== null &&
    reading.remaining === null
  );
}

/** The beginning of the month (UTC) that ends at `end`. */
export function monthBefore(end: Date): Date {
  return new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - 1, 1));
}
