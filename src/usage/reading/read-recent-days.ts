import type { UsageStore } from '../../database/reading/usage-store.ts';
import type { Day } from '../../foundation/day.ts';
import { firstForecastDay, type RecentDays } from './forecast-month.ts';

/** What a forecast of the month that `today` is in rests on. */
export async function readRecentDays(store: UsageStore, today: Day): Promise<RecentDays> {
  const [days, firstDay] = await Promise.all([store.days(firstForecastDay(today), today), store.firstDay()]);
  return { days, firstDay };
}
