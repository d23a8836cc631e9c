import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`, in the time zone of its context. */
export type Day = string;

/** Days from the first to the last, inclusive. */
export interface DayRange {
  from: Day;
  to: Day;
}

const DAY_MS = 86_400_000;

const formatters = new Map<string, Intl.DateTimeFormat>();

// Creating a formatter costs 50 times more than using one, and every request needs a day.
function dayFormatter(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** Whether `text` is a day that exists, as `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return instant !== null && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** The day of `instant` in `timeZone` (IANA name). */
export function dayOf(instant: Date, timeZone: string): Day {
  return dayFormatter(timeZone).format(instant);
}

/** The start of `day` in `timeZone`; its first moment if midnight is skipped. */
export function startOfDay(day: Day, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The day `count` days after `day`; before it if `count` is negative. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The end of the day of `instant` in `timeZone`, which is the start of the next day. */
export function endOfDay(instant: Date, timeZone: string): Date {
  return startOfDay(addDays(dayOf(instant, timeZone), 1), timeZone);
}

/** Every day from `from` to `to`, inclusive. */
export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Whether the JavaScript engine knows `timeZone` as an IANA name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}

/** The name of a time zone as it is usually written: `Asia/Tehran` for `asia/tehran`. Another name of a place stays. */
export function timeZoneName(timeZone: string): string {
  const known = new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  return known.toLowerCase() === timeZone.toLowerCase() ? known : timeZone;
}
