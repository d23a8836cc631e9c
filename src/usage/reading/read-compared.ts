import type { UsageStore } from '../../database/reading/usage-store.ts';
import { addDays, dayOf, startOfDay } from '../../foundation/day.ts';
import type { ComparedPeriods } from './compare-periods.ts';
import { sumTotals } from './usage-totals.ts';

export interface ComparedQuery {
  now: Date;
  days: number;
  timeZone: string;
}

/**
 * Reads two periods that may be compared: of today, what it has and what yesterday had at the same time; of more days,
 * as many whole ones until yesterday and as many before them, which have the same days of the week. `null` where the
 * earlier one began before the first whole day: the first of all may have begun at noon.
 */
export async function readCompared(store: UsageStore, query: ComparedQuery): Promise<ComparedPeriods | null> {
  const firstDay = await store.firstDay();
  const today = dayOf(query.now, query.timeZone);
  const from = addDays(today, query.days === 1 ? -1 : -2 * query.days);
  if (firstDay === null || firstDay >= from) return null;
  return query.days === 1 ? readToday(store, query) : readWholeDays(store, query);
}

async function readWholeDays(
  store: UsageStore,
  { now, days, timeZone }: ComparedQuery,
): Promise<ComparedPeriods> {
  const today = dayOf(now, timeZone);
  const [rows, rowsBefore] = await Promise.all([
    store.totals(addDays(today, -days), addDays(today, -1)),
    store.totals(addDays(today, -2 * days), addDays(today, -days - 1)),
  ]);
  return { span: 'whole_days', days, now: sumTotals(rows), before: sumTotals(rowsBefore) };
}

async function readToday(
  store: UsageStore,
  { now, timeZone }: ComparedQuery,
): Promise<ComparedPeriods | null> {
  const today = dayOf(now, timeZone);
  const yesterday = addDays(today, -1);
  const [begin, end] = [startOfDay(yesterday, timeZone), startOfDay(today, timeZone)];
  // A day on which the clock was put forward is over an hour sooner.
  const until = new Date(Math.min(begin.getTime() + now.getTime() - end.getTime(), end.getTime()));
  const [rows, rowsBefore, requests] = await Promise.all([
    store.totals(today, today),
    store.totals(yesterday, yesterday),
    store.sumRequests(begin, end, until),
  ]);
  // Where some of yesterday's requests are cleaned up already, nobody knows what it had by then.
  if (sumTotals(rowsBefore).requests !== requests.all) return null;
  return { span: 'today', days: 1, now: sumTotals(rows), before: requests.early };
}
