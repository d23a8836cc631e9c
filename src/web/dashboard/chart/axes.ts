import { roundAmounts } from '../../../reports/chart/chart-scale.ts';
import type { Metric, UsageRows } from '../live/day-rows.ts';
import type { ChartReader } from '../words/chart-reader.ts';

/** The chart's height and the room around its areas, in CSS pixels. */
export const FRAME = { height: 240, top: 8, right: 4, days: 30, dayPadding: 8 } as const;
export const FONT_SIZE = 11;
export const AREA = { fillOpacity: 0.3, strokeWidth: 1.75 } as const;

const ROOM_FOR_A_DAY = 64;
/** How far up a chart of costs goes when all of them are 0. */
const NOTHING_SPENT_USD = 1e-4;

export interface Axes {
  /** The width of the amounts beside the areas. */
  side: number;
  /** The amounts that have a line, from 0 up; the last one is the chart's upper end. */
  amounts: readonly number[];
  /** One day of so many has its date below it. */
  everyDays: number;
  writeAmount: (amount: number) => string;
}

/** The axes of a chart that is `width` CSS pixels wide. */
export function axesOf({ rows, metric }: UsageRows, width: number, { write, style }: ChartReader): Axes {
  const isMoney = metric === 'costUsd';
  return {
    side: isMoney || style.locale === 'fa' ? 62 : 44,
    amounts: amountsTo(Math.max(...rows.map(({ sum }) => sum)), metric),
    everyDays: Math.max(1, Math.ceil(rows.length / (width / ROOM_FOR_A_DAY))),
    writeAmount: (amount) => (isMoney ? write.money(amount) : write.compact(amount)),
  };
}

/** Round amounts at equal distances, from 0 to the first that is not below `most`. */
export function amountsTo(most: number, metric: Metric): number[] {
  const isWhole = metric !== 'costUsd';
  return roundAmounts(most, { isWhole, least: isWhole ? 1 : NOTHING_SPENT_USD });
}
