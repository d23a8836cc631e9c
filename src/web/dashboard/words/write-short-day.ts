import type { FormatStyle } from '../../../localization/format-style.ts';
import { withDateDigits } from '../../../localization/persian-digits.ts';
import type { FirstViewMessages } from './generated/first-view.ts';
import type { Say } from './messages.ts';

const DAY_MS = 86_400_000;
/** Days from the first of the Jalali calendar to the first of 1970. */
const JALALI_DAYS = 492_268;

/**
 * A day for the side of a chart: `Oct 30`, or `8 Aban` by the Jalali calendar. As `Intl` writes it, without waking it:
 * the first of its formatters takes a phone 50 milliseconds, which is longer than drawing the chart.
 */
export function writeShortDay(date: string, style: FormatStyle, say: Say<FirstViewMessages>): string {
  const [month, day] = style.calendar === 'jalali' ? jalaliDay(date) : gregorianDay(date);
  const name = say(`month-${style.calendar}`, { month });
  return say('short-day', { month: name, day: withDateDigits(String(day), style) });
}

/** The month, from 1, and its day. */
function gregorianDay(date: string): [month: number, day: number] {
  return [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

/** By the cycle of 33 years with 8 leap years, which holds for centuries around ours. */
function jalaliDay(date: string): [month: number, day: number] {
  const days = Date.parse(date) / DAY_MS + JALALI_DAYS;
  const year = 1 + Math.floor((33 * days + 3) / 12_053);
  const past = days - 365 * (year - 1) - Math.floor((8 * year + 21) / 33);
  // Six months have 31 days, the others 30.
  const month = past < 186 ? Math.floor(past / 31) : Math.floor((past - 6) / 30);
  return [month + 1, past - 30 * month - Math.min(month, 6) + 1];
}
