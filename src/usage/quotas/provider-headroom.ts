import type { StoredReading } from '../../database/totals/stored-reading.ts';
import type { ModelCount } from '../../database/reading/count-store.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { countedHeadroom, type CountedLimit, type Counts } from './counted-headroom.ts';
import { correctLimits, countedMonth, isMonthOfRequests, monthBefore } from './counted-limits.ts';
import { mayWarn, readingAt, type Headroom } from './headroom.ts';
import { ownKnowledge, ownReadings, type KnowledgeOwner } from './own-knowledge.ts';
import { paceOf, type Pace } from './pace.ts';
import { quotaEnd } from './quota-end.ts';
import type { QuotaState } from './read-quotas.ts';

/** What has to be known of a provider before its quotas can be told. */
export interface QuotaProfile extends KnowledgeOwner {
  id: ProviderId;
  /** The models that people may pick, the default first. */
  models: readonly string[];
  /** Models that are asked beside those, such as one that writes down speech. */
  otherModels?: readonly string[];
  /** What a model allows, where the provider does not report what is left. */
  countedLimits: (model: string) => readonly CountedLimit[];
  /** What all models together are allowed. */
  sharedLimits?: readonly CountedLimit[];
  /** Used requests come back one by one, not all at a reset. */
  refills: boolean;
  /** Its days end at midnight in UTC, not in California. */
  daysAreUtc?: boolean;
}

export interface HeadroomOptions {
  now: Date;
  alertPercent: number;
}

/** What is left of every quota of a provider: reported to us, learned from a refusal, or else counted by us. */
export function providerHeadroom(
  profile: QuotaProfile,
  quotas: QuotaState,
  options: HeadroomOptions,
): Headroom[] {
  const counts = ownCounts(quotas.counts, profile);
  const stored = configuredReadings(profile, quotas.readings).map((reading) =>
    readingAt(reading, options.now, options.alertPercent),
  );
  const all = [...shownReadings(profile, stored, counts), ...countedQuotas(profile, stored, counts, options)];
  return all.map((quota) => withForecast(profile, quotas, quota, options.now)).toSorted(byModelAndWindow);
}

/** The readings of the models that are configured; a month is shared by all, whoever brought it. */
function configuredReadings(profile: QuotaProfile, readings: readonly StoredReading[]): StoredReading[] {
  const models = new Set([...profile.models, ...(profile.otherModels ?? [])]);
  const own = ownReadings(readings, profile);
  return own.filter(({ model, window }) => models.has(model) || window === 'month');
}

function ownCounts(counts: Counts, profile: QuotaProfile): Counts {
  const own = (all: readonly ModelCount[]) => ownKnowledge(all, profile);
  const { minute, hour, month, utcDay } = counts;
  const { counts: day, endsAt: dayEndsAt } =
    profile.daysAreUtc && utcDay ? utcDay : { counts: counts.day, endsAt: counts.dayEndsAt };
  return { ...counts, dayEndsAt, minute: own(minute), hour: own(hour), day: own(day), month: own(month) };
}

/** The readings that still say something. Of a month that several models brought, the newest one. */
function shownReadings(profile: QuotaProfile, stored: readonly Headroom[], counts: Counts): Headroom[] {
  const isCounted = countedMonth(profile.models, stored, counts) !== null;
  const months = stored.filter(isMonthOfRequests);
  const newest = months.toSorted((a, b) => b.observedAt.getTime() - a.observedAt.getTime())[0];
  return stored
    .filter((reading) => !isMonthOfRequests(reading) || (reading === newest && !isCounted))
    .filter((reading) => reading.remaining !== null || reading.source !== 'learned');
}

function countedQuotas(
  profile: QuotaProfile,
  stored: readonly Headroom[],
  counts: Counts,
  options: HeadroomOptions,
): Headroom[] {
  const { models } = profile;
  const ofModels = models.flatMap((model) =>
    missingLimits(profile, model, stored).map((limit) =>
      countedHeadroom({ model, allModels: false }, limit, counts, options),
    ),
  );
  const month = countedMonth(models, stored, counts);
  const isTold = month !== null || stored.some((one) => isMonthOfRequests(one) && one.remaining !== null);
  const shared = (profile.sharedLimits ?? [])
    // Of one quota, the provider's own word counts.
    .filter(({ unit, window }) => !isTold || !isMonthOfRequests({ unit, window }))
    .map((limit) => ({ model: models[0] ?? '', limit }));
  const ofAll = [...shared, ...(month === null ? [] : [month])].map(({ model, limit }) =>
    countedHeadroom({ model, allModels: true }, limit, counts, options),
  );
  return [...ofModels, ...ofAll];
}

function withForecast(profile: QuotaProfile, quotas: QuotaState, quota: Headroom, now: Date): Headroom {
  if (!mayWarn(quota)) return quota;
  return { ...quota, ...quotaEnd(quota, paceAt(profile, quotas, quota, now), profile.refills, now) };
}

function paceAt(profile: QuotaProfile, { hours }: QuotaState, quota: Headroom, now: Date): Pace | null {
  if (quota.window === 'month') return paceOfMonth(quota, now);
  const own = ownKnowledge(hours, profile);
  return paceOf(
    own.filter(({ model }) => quota.allModels || model === quota.model),
    now,
  );
}

// A month has nights and weekends, of which three hours know nothing: its own days so far are the better measure.
function paceOfMonth({ unit, used, resetAt }: Headroom, now: Date): Pace | null {
  if (used === null || resetAt === null) return null;
  const elapsedMs = now.getTime() - monthBefore(resetAt).getTime();
  if (elapsedMs < DAY_MS) return null;
  return { requests: 0, tokens: 0, [unit]: used / elapsedMs };
}

/** The limits of a model of which the provider itself says nothing that holds. */
function missingLimits(profile: QuotaProfile, model: string, stored: readonly Headroom[]): CountedLimit[] {
  return correctLimits(profile.countedLimits(model), stored, model).filter(
    (limit) => !stored.some((reading) => supersedes(reading, model, limit)),
  );
}

function supersedes(reading: Headroom, model: string, limit: CountedLimit): boolean {
  return (
    reading.model === model &&
    reading.unit === limit.unit &&
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
