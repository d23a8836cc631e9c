import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import { createChartWriter, type ChartWriter } from './chart-writer.ts';
import { firstView, type FirstViewMessages } from './generated/first-view.ts';
import { createSay, createTranslate, type Say } from './messages.ts';

/** The language, digits and calendar of whoever reads, as far as the first view needs them. */
export interface ChartReader {
  say: Say<FirstViewMessages>;
  write: ChartWriter;
  style: FormatStyle;
}

export function createChartReader(style: FormatStyle): ChartReader {
  const say = createSay<FirstViewMessages>(createTranslate(style.locale, firstView), style);
  return { say, write: createChartWriter(style, say), style };
}
