import type { Day } from '../../foundation/day.ts';
import { jalaliMonthAndDay } from '../../foundation/jalali.ts';
import type { FormatStyle } from './format-style.ts';
import { withDateDigits } from '../persian-digits.ts';

type Name = 'short-day' | 'month-gregorian' | 'month-jalali';
type Say = (key: Name, values: { month: string; day: string } | { month: number; day: string }) => string;

/** A day for the side of a chart: `Oct 30`, or `8 Aban` by the Jalali calendar. */
export function formatShortDay(date: Day, style: FormatStyle, say: Say): string {
  const [, day] = monthAndDay(date, style);
  return say('short-day', { month: monthName(date, style, say), day: withDateDigits(String(day), style) });
}

/** The name of a day's month in the reader's calendar. */
export function monthName(date: Day, style: FormatStyle, say: Say): string {
  return say(`month-${style.calendar}`, { month: monthAndDay(date, style)[0], day: '' });
}

function monthAndDay(date: Day, { calendar }: FormatStyle): [month: number, day: number] {
  if (calendar === 'jalali') return jalaliMonthAndDay(date);
  return [Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}
