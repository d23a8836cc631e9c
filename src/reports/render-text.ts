import { stripMarks } from '../localization/direction.ts';
import type { RenderOptions } from './model/render-options.ts';
import { reportBlocks } from './blocks/report-blocks.ts';
import type { Report } from './model/report.ts';

export interface RenderTextOptions extends RenderOptions {
  /** Whether to keep the invisible direction marks; terminals without support show boxes. */
  marks: boolean;
}

/** The complete report as plain text with a final line break. */
export function renderText(report: Report, options: RenderTextOptions): string {
  const blocks = reportBlocks(report, options).map(({ lines }) => lines.map((line) => line.text).join('\n'));
  const text = `${blocks.join('\n\n')}\n`;
  return options.marks ? text : stripMarks(text);
}
