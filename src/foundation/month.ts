import { addDays, type Day } from './day.ts';

/** The first day of the month that `day` is in. */
export function firstDayOfMonth(day: Day): Day {
  return `${day.slice(0, 8)}01`;
}

/** The first day of the month after the one that `day` is in. */
export function firstDayOfNextMonth(day: Day): Day {
  // No month has more than 31 days, and none fewer than 28, so this falls into the next one.
  return firstDayOfMonth(addDays(firstDayOfMonth(day), 31));
}
