import { addDays, type Day } from './day.ts';

/** The first day of the month of `day`. */
export function firstDayOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

/** The first day of the month after that of `day`. */
export function firstDayOfNextMonth(day: Day): Day {
  // Months have 28 to 31 days, so 31 days after a first is always in the next month.
  return firstDayOfMonth(addDays(firstDayOfMonth(day), 31));
}
