import type { DayTotal } from '../../database/reading/usage-store.ts';
import { addDays, dayOf, startOfDay, type Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import { firstDayOfJalaliMonth, firstDayOfNextJalaliMonth } from '../../foundation/jalali.ts';
import { firstDayOfMonth, firstDayOfNextMonth } from '../../foundation/month.ts';

/** What a whole month will have used at the pace of the last days. */
export interface MonthForecast {
  /** `2026-11`; of a Jalali month, the one in which it begins. */
  month: string;
  totalTokens: number;
  costPicoUsd: PicoUsd;
}

/** The days that a forecast rests on. */
export interface RecentDays {
  days: readonly DayTotal[];
  /** The first day of which anything is known. */
  firstDay: Day | null;
}

/** The calendar by whose months somebody counts. */
export type Calendar = 'gregorian' | 'jalali';

const MONTHS = {
  gregorian: { first: firstDayOfMonth, next: firstDayOfNextMonth },
  jalali: { first: firstDayOfJalaliMonth, next: firstDayOfNextJalaliMonth },
} as const;

/** A week has every kind of day once. */
const PACE_DAYS = 7;

/** The first day that `forecastMonth` has to know. */
export function firstForecastDay(today: Day): Day {
  const days = [firstDayOfMonth(today), firstDayOfJalaliMonth(today), addDays(today, -PACE_DAYS)];
  return days.reduce((earliest, day) => (day < earliest ? day : earliest));
}

/**
 * What is booked this month, and what the rest of it adds at the pace of the last seven full days, or of those
 * that there were. Before the first full day is over, too little is known: `null`.
 */
export function forecastMonth(
  { days, firstDay }: RecentDays,
  now: Date,
  timeZone: string,
  calendar: Calendar = 'gregorian',
): MonthForecast | null {
  const today = dayOf(now, timeZone);
  const week = addDays(today, -PACE_DAYS);
  if (firstDay === null) return null;
  // The first day of all may have begun at noon.
  const paceFrom = firstDay < week ? week : addDays(firstDay, 1);
  if (paceFrom >= today) return null;
  const month = MONTHS[calendar];
  const first = month.first(today);
  const booked = sumDays(days.filter(({ date }) => date >= first && date <= today));
  const recent = sumDays(days.filter(({ date }) => date >= paceFrom && date < today));
  // In elapsed time, because days with a change of the clock have 23 or 25 hours.
  const leftMs = startOfDay(month.next(today), timeZone).getTime() - now.getTime();
  const paceMs = startOfDay(today, timeZone).getTime() - startOfDay(paceFrom, timeZone).getTime();
  return {
    month: first.slice(0, 7),
    totalTokens: booked.totalTokens + Math.round((recent.totalTokens * leftMs) / paceMs),
    costPicoUsd: booked.costPicoUsd + (recent.costPicoUsd * BigInt(leftMs)) / BigInt(paceMs),
  };
}

function sumDays(days: readonly DayTotal[]): Pick<DayTotal, 'totalTokens' | 'costPicoUsd'> {
  return days.reduce(
    (sum, day) => ({
      totalTokens: sum.totalTokens + day.totalTokens,
      costPicoUsd: sum.costPicoUsd + day.costPicoUsd,
    }),
    { totalTokens: 0, costPicoUsd: 0n },
  );
}
