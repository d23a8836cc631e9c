import { usdToPico } from '../../../foundation/money/money.ts';
import { formatMoney } from '../../../localization/formats/format-money.ts';
import { isolate } from '../../../localization/isolate.ts';
import { formatShortDay } from '../../../localization/formats/format-short-day.ts';
import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import type { FirstViewMessages } from './generated/first-view.ts';
import type { Say } from './messages.ts';
import { writeCompact } from './write-compact.ts';

/** Writes what stands beside a chart; counts and days without `Intl`, since the first chart shows these. */
export interface ChartWriter {
  /** `1.2M`. */
  compact(value: number): string;
  money(usd: number): string;
  /** `Oct 30`. */
  shortDay(date: string): string;
}

export function createChartWriter(style: FormatStyle, say: Say<FirstViewMessages>): ChartWriter {
  // A chart runs from left to right, and its Persian words do not.
  const apart = (text: string) => (style.locale === 'fa' ? isolate(text) : text);
  return {
    compact: (value) => apart(writeCompact(value, style, say)),
    money: (usd) => formatMoney(usdToPico(usd), style),
    shortDay: (date) => apart(shortDay(date, style, say)),
  };
}

function shortDay(date: string, style: FormatStyle, say: Say<FirstViewMessages>): string {
  return formatShortDay(date, style, (key, { month, day }) =>
    key === 'short-day' ? say(key, { month, day }) : say(key, { month }),
  );
}
