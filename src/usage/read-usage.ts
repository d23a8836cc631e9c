import type { DayTotal, ModelCount, ProviderOutcome, TotalRow, UsageStore } from '../database/usage-store.ts';
import type { QuotaReadingRow } from '../database/ledger-rows.ts';
import type { UserTotals } from '../database/user-window-store.ts';
import { addDays, dayOf, endOfDay, startOfDay, type Day } from '../foundation/day.ts';
import type { Counts } from './headroom.ts';

export interface Period {
  from: Day;
  to: Day;
  days: number;
  timezone: string;
}

/** Everything that one report needs to know, read once. */
export interface UsageReading {
  period: Period;
  totals: readonly TotalRow[];
  days: readonly DayTotal[];
  topUsers: readonly UserTotals[];
  readings: readonly QuotaReadingRow[];
  outcomes: readonly ProviderOutcome[];
  counts: Counts;
}

export interface ReadUsageOptions {
  now: Date;
  days: number;
  timeZone: string;
  /** Only this person's requests. */
  userId: bigint | null;
  topUsers: number;
}

/** Google starts a new day of its free tier at midnight in California. */
const GEMINI_TIME_ZONE = 'America/Los_Angeles';
const MINUTE_MS = 60_000;

/** The last `days` days up to and including today. */
export function periodOf(now: Date, days: number, timezone: string): Period {
  const to = dayOf(now, timezone);
  return { from: addDays(to, 1 - days), to, days, timezone };
}

export async function readUsage(store: UsageStore, options: ReadUsageOptions): Promise<UsageReading> {
  const { now, timeZone, userId } = options;
  const period = periodOf(now, options.days, timeZone);
  const { from, to } = period;
  const [totals, days, topUsers, readings, outcomes, counts] = await Promise.all([
    userId === null ? store.totals(from, to) : store.totalsOfUser(userId, from, to),
    userId === null ? store.days(from, to) : store.daysOfUser(userId, from, to),
    userId === null
      ? store.topUsers({ from, closedTo: addDays(to, -1), today: to, take: options.topUsers })
      : Promise.resolve([]),
    store.quotaReadings(),
    store.outcomes(),
    readCounts(store, now),
  ]);
  return { period, totals, days, topUsers, readings, outcomes, counts };
}

async function readCounts(store: UsageStore, now: Date): Promise<Counts> {
  const dayStart = startOfDay(dayOf(now, GEMINI_TIME_ZONE), GEMINI_TIME_ZONE);
  const monthStart = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  const counting: Promise<ModelCount[]>[] = [
    store.countRows(new Date(now.getTime() - MINUTE_MS)),
    store.countByHour(dayStart),
    store.countByHour(monthStart),
  ];
  const [minute = [], day = [], month = []] = await Promise.all(counting);
  const monthEndsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1));
  return { minute, day, month, dayEndsAt: endOfDay(now, GEMINI_TIME_ZONE), monthEndsAt };
}
