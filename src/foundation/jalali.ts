import { addDays, type Day } from './day.ts';

const DAY_MS = 86_400_000;
/** Days from the first of the Jalali calendar to the first of 1970. */
const EPOCH_DAYS = 492_268;

/**
 * The month, from 1, and its day in the Jalali calendar. By the cycle of 33 years with 8 leap years, which holds for
 * centuries around ours; `Intl` would take a phone 50 milliseconds for the first one.
 */
export function jalaliMonthAndDay(date: Day): [month: number, day: number] {
  const past = Date.parse(date) / DAY_MS + EPOCH_DAYS - daysBefore(jalaliYear(date));
  // Six months have 31 days, the others 30.
  const month = past < 186 ? Math.floor(past / 31) : Math.floor((past - 6) / 30);
  return [month + 1, past - 30 * month - Math.min(month, 6) + 1];
}

export function jalaliYear(date: Day): number {
  const days = Date.parse(date) / DAY_MS + EPOCH_DAYS;
  return 1 + Math.floor((33 * days + 3) / 12_053);
}

/** How many days a month of the Jalali calendar has; its twelfth is a day longer in leap years. */
export function daysInJalaliMonth(year: number, month: number): number {
  if (month < 12) return month <= 6 ? 31 : 30;
  return daysBefore(year + 1) - daysBefore(year) - 336;
}

/** The day with this date in the Jalali calendar; the last one of the month where it has not so many. */
export function jalaliDay(year: number, month: number, day: number): Day {
  const shown = Math.min(day, daysInJalaliMonth(year, month));
  const past = 30 * (month - 1) + Math.min(month - 1, 6) + shown - 1;
  return new Date((daysBefore(year) + past - EPOCH_DAYS) * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a date is meant by the Jalali calendar, such as `1405-08-10`: as a Gregorian one it would be before everything. */
export function isJalaliText(text: string): boolean {
  return /^1[34]\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(text);
}

/** The days of the calendar before a year of it. */
function daysBefore(year: number): number {
  return 365 * (year - 1) + Math.floor((8 * year + 21) / 33);
}

/** The first day of the Jalali month of `day`. */
export function firstDayOfJalaliMonth(day: Day): Day {
  return addDays(day, 1 - jalaliMonthAndDay(day)[1]);
}

/** The first day of the Jalali month after that of `day`. */
export function firstDayOfNextJalaliMonth(day: Day): Day {
  // Months have 29 to 31 days, so 31 days after a first is always in the next month.
  return firstDayOfJalaliMonth(addDays(firstDayOfJalaliMonth(day), 31));
}
