import type { UsageStore } from '../../database/reading/usage-store.ts';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import { addDays, dayOf, daysBetween, startOfDay, type Day } from '../../foundation/day.ts';
import type { ComparedUse } from './compare-periods.ts';
import type { RecentDays } from './forecast-month.ts';

/** What an average one of the last days had used by this time of day; `null` where that is not known. */
export type ReadUsualDay = (now: Date, timeZone: string, recent: RecentDays) => Promise<ComparedUse | null>;

/** A week has every kind of day once. Of less than three days, none can be called usual. */
const MOST_DAYS = 7;
const FEWEST_DAYS = 3;
/** Days that are over change only by the hour at which they are cut. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 8;

/** Reads what is usual by now, at most every ten minutes: it counts single requests. */
export function createUsualDayReader(store: Pick<UsageStore, 'sumRequests'>): ReadUsualDay {
  const kept = createBoundedMap<string, Promise<ComparedUse | null>>(MOST_KEPT);
  return (now, timeZone, recent) => {
    const key = `${timeZone}/${Math.floor(now.getTime() / KEPT_MS)}`;
    const known = kept.get(key);
    if (known) return known;
    const reading = readUsualDay(store, now, timeZone, recent);
    kept.set(key, reading);
    reading.catch(() => kept.delete(key));
    return reading;
  };
}

async function readUsualDay(
  store: Pick<UsageStore, 'sumRequests'>,
  now: Date,
  timeZone: string,
  { days, firstDay }: RecentDays,
): Promise<ComparedUse | null> {
  const today = dayOf(now, timeZone);
  const from = addDays(today, -MOST_DAYS);
  // The first day of all may have begun at noon.
  const first = firstDay === null || firstDay < from ? from : addDays(firstDay, 1);
  const past = first < today ? daysBetween(first, addDays(today, -1)) : [];
  if (firstDay === null || past.length < FEWEST_DAYS) return null;
  const elapsed = now.getTime() - startOfDay(today, timeZone).getTime();
  const sums = await Promise.all(past.map((day) => sumUntil(store, day, elapsed, timeZone)));
  const counted = sums.reduce((sum, { all }) => sum + all, 0);
  const booked = days.filter(({ date }) => date >= first && date < today);
  // Where some requests are cleaned up already, nobody knows at what time they were made.
  if (counted !== booked.reduce((sum, { requests }) => sum + requests, 0)) return null;
  return averageOf(sums.map(({ early }) => early));
}

function sumUntil(store: Pick<UsageStore, 'sumRequests'>, day: Day, elapsedMs: number, timeZone: string) {
  const [begin, end] = [startOfDay(day, timeZone), startOfDay(addDays(day, 1), timeZone)];
  return store.sumRequests(begin, end, new Date(Math.min(begin.getTime() + elapsedMs, end.getTime())));
}

function averageOf(sums: readonly ComparedUse[]): ComparedUse {
  return {
    requests: sums.reduce((sum, { requests }) => sum + requests, 0) / sums.length,
    totalTokens: sums.reduce((sum, { totalTokens }) => sum + totalTokens, 0) / sums.length,
    costPicoUsd: sums.reduce((sum, { costPicoUsd }) => sum + costPicoUsd, 0n) / BigInt(sums.length),
  };
}
