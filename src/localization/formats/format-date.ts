import type { Day } from '../../foundation/day.ts';
import type { FormatStyle } from './format-style.ts';
import { withDateDigits } from '../persian-digits.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

// Creating a formatter costs 50 times more than using one.
function formatter(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${Object.keys(options).join()}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formatters.set(key, known);
  return known;
}

/** The date of an instant: `2025-10-30`, or `1404/08/08` by the Jalali calendar. */
export function formatDate(instant: Date, style: FormatStyle): string {
  const date =
    style.calendar === 'jalali' ? jalaliDate(instant, style.timeZone) : isoDate(instant, style.timeZone);
  return withDateDigits(date, style);
}

/** A calendar day, written like the date of an instant. */
export function formatDay(day: Day, style: FormatStyle): string {
  return formatDate(new Date(`${day}T12:00:00Z`), { ...style, timeZone: 'UTC' });
}

/** The time of an instant, to the minute: `14:48`. */
export function formatTime(instant: Date, style: FormatStyle): string {
  return withDateDigits(isoTime(instant, style.timeZone).slice(0, 5), style);
}

/** The time of an instant, with its date when that is not today's. */
export function timeOrDateTime(instant: Date, now: Date, style: FormatStyle): string {
  const date = formatDate(instant, style);
  const time = formatTime(instant, style);
  return date === formatDate(now, style) ? time : `${date} ${time}`;
}

/** The date and the time of an instant, to the second: `2025-10-30 14:48:01`. */
export function formatDateTime(instant: Date, style: FormatStyle): string {
  return `${formatDate(instant, style)} ${withDateDigits(isoTime(instant, style.timeZone), style)}`;
}

function isoDate(instant: Date, timeZone: string): string {
  return formatter('sv-SE', timeZone, { dateStyle: 'short' }).format(instant);
}

function isoTime(instant: Date, timeZone: string): string {
  return formatter('sv-SE', timeZone, { timeStyle: 'medium' }).format(instant);
}

function jalaliDate(instant: Date, timeZone: string): string {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const parts = formatter('en-US-u-ca-persian-nu-latn', timeZone, options).formatToParts(instant);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}/${part('month')}/${part('day')}`;
}
