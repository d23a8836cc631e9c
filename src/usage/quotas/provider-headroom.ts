import type { QuotaReadingRow } from '../../database/totals/ledger-rows.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { correctLimits, countedMonth, isMonthWithoutRemaining, monthBefore } from './counted-limits.ts';
import { countedHeadroom, readingAt, type CountedLimit, type Headroom } from './headroom.ts';
import { paceOf, type Pace } from './pace.ts';
import { quotaEnd } from './quota-end.ts';
import type { QuotaState } from './read-quotas.ts';

/** What has to be known of a provider before its quotas can be told. */
export interface QuotaProfile {
  id: ProviderId;
  /** The models that people may pick, the default first. */
  models: readonly string[];
  /** What a model allows, where the provider does not report what is left. */
  countedLimits: (model: string) => readonly CountedLimit[];
  /** Used requests come back one by one, not all at a reset. */
  refills: boolean;
}

export interface HeadroomOptions {
  now: Date;
  alertPercent: number;
}

/** What is left of every quota of a provider: reported to us, learned from a refusal, or else counted by us. */
export function providerHeadroom(
  profile: QuotaProfile,
  quotas: QuotaState,
  { now, alertPercent }: HeadroomOptions,
): Headroom[] {
  const { id, models } = profile;
  const { counts } = quotas;
  const readings = quotas.readings.filter((reading) => reading.provider === id);
  const month = countedMonth(id, models, readings, counts);
  const stored = readings
    .filter((reading) => month === null || !isMonthWithoutRemaining(reading))
    .map((reading) => readingAt(reading, now, alertPercent));
  const count = (model: string, limit: CountedLimit): Headroom =>
    countedHeadroom(id, model, limit, counts, now, alertPercent);
  const counted = models.flatMap((model) =>
    missingLimits(profile, model, readings, stored).map((limit) => count(model, limit)),
  );
  const months = month ? [count(month.model, { window: 'month', limit: month.limit })] : [];
  const known = stored.filter((reading) => reading.remaining !== null || reading.source !== 'learned');
  return [...known, ...counted, ...months]
    .map((quota) => ({
      ...quota,
      ...quotaEnd(quota, paceAt(profile, quotas, quota, now), profile.refills, now),
    }))
    .toSorted(byModelAndWindow);
}

function paceAt({ id }: QuotaProfile, { hours }: QuotaState, quota: Headroom, now: Date): Pace | null {
  if (quota.window === 'month') return paceOfMonth(quota, now);
  return paceOf(
    hours.filter(({ provider, model }) => provider === id && model === quota.model),
    now,
  );
}

// A month has nights and weekends, of which three hours know nothing: its own days so far are the better measure.
function paceOfMonth({ used, resetAt }: Headroom, now: Date): Pace | null {
  if (used === null || resetAt === null) return null;
  const elapsedMs = now.getTime() - monthBefore(resetAt).getTime();
  return elapsedMs < DAY_MS ? null : { requests: used / elapsedMs, tokens: 0 };
}

/** The limits of a model of which the provider itself says nothing that holds. */
function missingLimits(
  profile: QuotaProfile,
  model: string,
  readings: readonly QuotaReadingRow[],
  stored: readonly Headroom[],
): CountedLimit[] {
  return correctLimits(profile.countedLimits(model), readings, model).filter(
    (limit) => !stored.some((reading) => supersedes(reading, model, limit)),
  );
}

function supersedes(reading: Headroom, model: string, limit: CountedLimit): boolean {
  return (
    reading.model === model &&
    reading.unit === 'requests' &&
    reading.window === limit.window &&
    reading.remaining !== null
  );
}

/** What the first hours of a month say is too little. */
const DAY_MS = 86_400_000;
const WINDOWS = ['minute', 'hour', 'day', 'month'];

function byModelAndWindow(a: Headroom, b: Headroom): number {
  return (
    a.model.localeCompare(b.model) ||
    a.unit.localeCompare(b.unit) ||
    WINDOWS.indexOf(a.window) - WINDOWS.indexOf(b.window)
  );
}
