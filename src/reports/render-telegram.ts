import { escapeHtml } from '../foundation/escape-html.ts';
import { fitBlocks } from './blocks/fit-blocks.ts';
import type { RenderOptions } from './model/render-options.ts';
import { leftOutLine, reportBlocks } from './blocks/report-blocks.ts';
import type { ReportBlock, ReportLine } from './blocks/report-block.ts';
import type { Report } from './model/report.ts';

// Telegram counts characters after parsing, and does not say whether in code points or UTF-16 units; the
// latter is safe.
const MAX_MESSAGE_LENGTH = 4096;

/** The report as one Telegram message in HTML; lines that do not fit are dropped, least important first. */
export function renderTelegram(report: Report, options: RenderOptions): string {
  const blocks = fitBlocks(reportBlocks(report, options), MAX_MESSAGE_LENGTH, (count) =>
    leftOutLine(count, options),
  );
  return blocks.map(blockHtml).join('\n\n');
}

function blockHtml({ lines, folded }: ReportBlock): string {
  const [heading, ...list] = lines.map(lineHtml);
  if (!folded || list.length === 0) return [heading, ...list].join('\n');
  return `${heading}\n<blockquote expandable>${list.join('\n')}</blockquote>`;
}

function lineHtml({ text, strong, url }: ReportLine): string {
  if (strong) return `<b>${escapeHtml(text)}</b>`;
  if (!url || !URL.canParse(url)) return escapeHtml(text);
  const link = `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
  return text.split(url).map(escapeHtml).join(link);
}
