import { Temporal } from 'temporal-polyfill';

/** A calendar day as `YYYY-MM-DD`, in a time zone that the context names. */
export type Day = string;

const formatters = new Map<string, Intl.DateTimeFormat>();

// Creating a formatter costs 50 times more than using one, and a day is asked for with every request.
function dayFormatter(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** The day that `instant` falls on in `timeZone` (IANA name). */
export function dayOf(instant: Date, timeZone: string): Day {
  return dayFormatter(timeZone).format(instant);
}

/** The instant at which `day` begins in `timeZone`; where midnight is skipped, the first moment of the day. */
export function startOfDay(day: Day, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);
}

/** The day `count` days after `day` (before it, when negative). */
export function addDays(day: Day, count: number): Day {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** The instant at which the day of `instant` ends and the next one begins in `timeZone`. */
export function endOfDay(instant: Date, timeZone: string): Date {
  return startOfDay(addDays(dayOf(instant, timeZone), 1), timeZone);
}

/** Every day from `from` to `to`, both included. */
export function daysBetween(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Whether the running engine knows `timeZone` as an IANA name. */
export function isTimeZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}
