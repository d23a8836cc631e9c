import { formatDay, formatTime, timeOrDateTime } from '../../../localization/formats/format-date.ts';
import { monthName } from '../../../localization/formats/format-short-day.ts';
import { formatAge, formatRemaining } from '../../../localization/formats/format-duration.ts';
import {
  formatChange,
  formatInteger,
  formatPercent,
  formatUsed,
} from '../../../localization/formats/format-number.ts';
import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import { withNumberDigits } from '../../../localization/persian-digits.ts';
import type { Translate } from '../../../localization/translator.ts';
import { formatMoneyApart } from '../../../localization/formats/format-money.ts';
import { usdToPico } from '../../../foundation/money/money.ts';
import { createChartWriter, type ChartWriter } from './chart-writer.ts';
import type { FirstViewMessages } from './generated/first-view.ts';
import type { Say } from './messages.ts';

/** Writes values as the admin chose to read them: the same digits, dates and rounding as in the bot's reports. */
export interface Writer extends ChartWriter {
  integer(value: number): string;
  percent(share: number): string;
  /** How much of a limit is used; 100% only where all is. */
  used(share: number): string;
  /** Two amounts that stand beside each other, in dollars. */
  moneyApart(one: number, other: number): [string, string];
  /** A share with its sign: `+12%`. */
  change(share: number): string;
  /** Seconds with one decimal, from milliseconds. */
  seconds(ms: number): string;
  day(date: string): string;
  /** The name of a day's month. */
  month(date: string): string;
  clock(instant: Date): string;
  clockOrDate(instant: Date, now: Date): string;
  later(instant: Date, now: Date): string;
  ago(instant: Date, now: Date): string;
}

export function createWriter(style: FormatStyle, translate: Translate, say: Say<FirstViewMessages>): Writer {
  return {
    ...createChartWriter(style, say),
    integer: (value) => formatInteger(value, style),
    used: (share) => formatUsed(share, style),
    moneyApart: (one, other) => {
      const [first = '', second = ''] = formatMoneyApart([usdToPico(one), usdToPico(other)], style);
      return [first, second];
    },
    percent: (share) => formatPercent(share, style),
    change: (share) => formatChange(share, style),
    seconds: (ms) => withNumberDigits((ms / 1000).toFixed(1), style),
    day: (date) => formatDay(date, style),
    month: (date) =>
      monthName(date, style, (key, { month, day }) =>
        key === 'short-day' ? say(key, { month, day }) : say(key, { month }),
      ),
    clock: (instant) => formatTime(instant, style),
    clockOrDate: (instant, now) => timeOrDateTime(instant, now, style),
    later: (instant, now) => formatRemaining(instant, now, translate, style),
    ago: (instant, now) => formatAge(instant, now, translate, style),
  };
}
