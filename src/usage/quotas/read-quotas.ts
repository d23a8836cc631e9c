import type { StoredReading } from '../../database/totals/stored-reading.ts';
import type { HourTotal, ModelCount } from '../../database/reading/count-store.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import { dayOf, endOfDay, startOfDay } from '../../foundation/day.ts';
import type { Counts } from './counted-headroom.ts';

/** What the database knows of the quotas of all providers. Its size does not grow with the number of requests. */
export interface QuotaState {
  readings: readonly StoredReading[];
  counts: Counts;
  /** Requests that were sent and have not ended. */
  inFlight: readonly ModelCount[];
  /** The running hour and the two before it. */
  hours: readonly HourTotal[];
}

/** Google starts a new day of its free tier at midnight in California. */
const GEMINI_TIME_ZONE = 'America/Los_Angeles';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The hours, with the running one, whose pace tells when a quota ends. */
const PACE_HOURS = 3;

export async function readQuotas(store: UsageStore, now: Date): Promise<QuotaState> {
  const firstHour = new Date((Math.floor(now.getTime() / HOUR_MS) - (PACE_HOURS - 1)) * HOUR_MS);
  const [readings, counts, inFlight, hours] = await Promise.all([
    store.quotaReadings(),
    readCounts(store, now),
    store.countPending(),
    store.hours(firstHour),
  ]);
  return { readings, counts, inFlight, hours };
}

async function readCounts(store: UsageStore, now: Date): Promise<Counts> {
  const dayStart = startOfDay(dayOf(now, GEMINI_TIME_ZONE), GEMINI_TIME_ZONE);
  const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const hourStart = new Date(Math.floor(now.getTime() / HOUR_MS) * HOUR_MS);
  const utcStart = startOfDay(dayOf(now, 'UTC'), 'UTC');
  const [minute, hour, day, utcDay, month] = await Promise.all([
    store.countRows(new Date(now.getTime() - MINUTE_MS)),
    store.countByHour(hourStart),
    store.countByHour(dayStart),
    store.countByHour(utcStart),
    store.countByHour(monthStart),
  ]);
  const monthEndsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  const hourEndsAt = new Date(hourStart.getTime() + HOUR_MS);
  const dayEndsAt = endOfDay(now, GEMINI_TIME_ZONE);
  return {
    minute,
    hour,
    day,
    utcDay: { counts: utcDay, endsAt: endOfDay(now, 'UTC') },
    month,
    hourEndsAt,
    dayEndsAt,
    monthEndsAt,
  };
}
