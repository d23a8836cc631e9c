import { usdToPico } from '../../../foundation/money.ts';
import { formatDay, formatTime, timeOrDateTime } from '../../../localization/format-date.ts';
import { formatMoney } from '../../../localization/format-money.ts';
import { formatInteger, formatPercent } from '../../../localization/format-number.ts';
import type { FormatStyle } from '../../../localization/format-style.ts';
import { withNumberDigits } from '../../../localization/persian-digits.ts';
import type { Words } from './en.ts';
import { fillPlain } from './fill.ts';
import { writeCompact } from './write-compact.ts';
import { writeShortDay } from './write-short-day.ts';

const UNITS = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
  { name: 'second', seconds: 1 },
] as const;

/** Writes values as the admin chose to read them: the same digits, dates and rounding as in the bot's reports. */
export interface Writer {
  integer(value: number): string;
  /** `1.2M`, for the side of a chart. */
  compact(value: number): string;
  money(usd: number): string;
  percent(share: number): string;
  /** A share with its sign: `+12%`. */
  change(share: number): string;
  /** Seconds with one decimal, from milliseconds. */
  seconds(ms: number): string;
  day(date: string): string;
  /** A day for the side of a chart: `Oct 30`. */
  shortDay(date: string): string;
  clock(instant: Date): string;
  clockOrDate(instant: Date, now: Date): string;
  later(instant: Date, now: Date): string;
  ago(instant: Date, now: Date): string;
}

export function createWriter(style: FormatStyle, words: Words): Writer {
  const span = (seconds: number) => writeSpan(seconds, style, words);
  return {
    integer: (value) => formatInteger(value, style),
    compact: (value) => writeCompact(value, style, words),
    money: (usd) => formatMoney(usdToPico(usd), style),
    percent: (share) => formatPercent(share, style),
    change: (share) => `${share < 0 ? '−' : '+'}${formatPercent(Math.abs(share), style)}`,
    seconds: (ms) => withNumberDigits((ms / 1000).toFixed(1), style),
    day: (date) => formatDay(date, style),
    shortDay: (date) => writeShortDay(date, style, words),
    clock: (instant) => formatTime(instant, style),
    clockOrDate: (instant, now) => timeOrDateTime(instant, now, style),
    later: (instant, now) => {
      const seconds = Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000));
      // Rounded up, so that nobody comes back too early.
      return fillPlain(words.later, { span: span(seconds < 60 ? seconds : Math.ceil(seconds / 60) * 60) });
    },
    ago: (instant, now) => {
      const seconds = Math.floor((now.getTime() - instant.getTime()) / 1000);
      return seconds < 60 ? words.justNow : fillPlain(words.ago, { span: span(seconds) });
    },
  };
}

function writeSpan(seconds: number, style: FormatStyle, words: Words): string {
  const index = UNITS.findIndex((unit) => seconds >= unit.seconds);
  const [first, second] = UNITS.slice(Math.max(index, 0));
  if (!first) return '';
  const write = (name: (typeof UNITS)[number]['name'], count: number) =>
    fillPlain(words.units[name], { n: formatInteger(count, style) });
  const whole = write(first.name, Math.floor(seconds / first.seconds));
  const rest = second && second.seconds > 1 ? Math.floor((seconds % first.seconds) / second.seconds) : 0;
  if (!second || rest === 0) return whole;
  return fillPlain(words.units.pair, { first: whole, second: write(second.name, rest) });
}
