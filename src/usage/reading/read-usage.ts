import type { ChatTotals } from '../../database/reading/account-store.ts';
import type { DayTotal, ProviderOutcome, TotalRow, UsageStore } from '../../database/reading/usage-store.ts';
import type { LatencyQuantiles } from '../../database/reading/latency-store.ts';
import type { UserTotals } from '../../database/totals/user-window-store.ts';
import { addDays, dayOf, daysBetween, type Day, type DayRange } from '../../foundation/day.ts';
import type { RecentDays } from './forecast-month.ts';
import type { ComparedPeriods, ComparedUse } from './compare-periods.ts';
import type { ReadLatency } from './latency-reader.ts';
import type { ReadUsualDay } from './usual-day.ts';
import { readQuotas, type QuotaState } from '../quotas/read-quotas.ts';
import { readCompared } from './read-compared.ts';
import { readRecentDays } from './read-recent-days.ts';

export interface Period {
  from: Day;
  to: Day;
  days: number;
  timezone: string;
}

export type { DetailRow } from '../../database/reading/detail-store.ts';
export type { ReplicaState } from '../../database/engine/replica/replica-lag.ts';

/** Everything that one report needs to know, read once. */
export interface UsageReading extends QuotaState {
  period: Period;
  totals: readonly TotalRow[];
  /** The totals of today alone. */
  today: readonly TotalRow[];
  /** What is usual by this time of day; `null` where that is not known, and in a report about one person. */
  usualToday: ComparedUse | null;
  days: readonly DayTotal[];
  /** Two periods to compare; `null` where none may be, and in a report about one person. */
  compared: ComparedPeriods | null;
  latency: readonly LatencyQuantiles[];
  topUsers: readonly UserTotals[];
  /** The groups that used most; none in a report about one person. */
  topChats: readonly ChatTotals[];
  outcomes: readonly ProviderOutcome[];
  /** What a forecast of the month rests on; `null` in a report about one person. */
  recent: RecentDays | null;
}

/** What a report is about: the last days, or the days of `range`. */
export interface Span {
  days: number;
  range?: DayRange | null;
}

export interface ReadUsageOptions extends Span {
  now: Date;
  timeZone: string;
  /** Only this person's requests. */
  userId: bigint | null;
  topUsers: number;
  topChats: number;
  readLatency: ReadLatency;
  readUsualDay: ReadUsualDay;
}

/** The last `days` days up to and including today. */
export function periodOf(now: Date, days: number, timezone: string): Period {
  const to = dayOf(now, timezone);
  return { from: addDays(to, 1 - days), to, days, timezone };
}

/** The days that are meant; none is later than today. */
export function spanOf(now: Date, { days, range = null }: Span, timezone: string): Period {
  const last = periodOf(now, days, timezone);
  if (range === null) return last;
  const to = range.to < last.to ? range.to : last.to;
  const from = range.from < to ? range.from : to;
  return { from, to, days: daysBetween(from, to).length, timezone };
}

export async function readUsage(store: UsageStore, options: ReadUsageOptions): Promise<UsageReading> {
  const { now, timeZone, userId } = options;
  const period = spanOf(now, options, timeZone);
  const { from, to, days: length } = period;
  const date = dayOf(now, timeZone);
  // Days that are over are neither compared with others nor part of a forecast.
  const isOfNow = userId === null && to === date;
  const totalsOf = (first: Day, last: Day) =>
    userId === null ? store.totals(first, last) : store.totalsOfUser(userId, first, last);
  const recent = isOfNow ? readRecentDays(store, to) : Promise.resolve(null);
  const [totals, ofToday, usualToday, days, compared, latency, topUsers, topChats, outcomes, quotas] =
    await Promise.all([
      totalsOf(from, to),
      from === date ? null : totalsOf(date, date),
      recent.then((known) => known && options.readUsualDay(now, timeZone, known)),
      userId === null ? store.days(from, to) : store.daysOfUser(userId, from, to),
      isOfNow ? readCompared(store, { now, timeZone, days: length }) : Promise.resolve(null),
      // How long answers took is not kept for a person.
      userId === null ? options.readLatency(from, to) : Promise.resolve([]),
      userId === null
        ? store.topUsers({ from, closedTo: addDays(to, -1), today: to, take: options.topUsers })
        : Promise.resolve([]),
      userId === null ? store.topChats(from, to, options.topChats) : Promise.resolve([]),
      store.outcomes(),
      readQuotas(store, now),
    ]);
  const today = ofToday ?? totals;
  return {
    period,
    totals,
    today,
    usualToday,
    days,
    compared,
    latency,
    topUsers,
    topChats,
    outcomes,
    recent: await recent,
    ...quotas,
  };
}
