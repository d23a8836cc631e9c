import { escapeHtml } from '../foundation/text/escape-html.ts';
import { splitBlocks } from './blocks/split-blocks.ts';
import type { RenderOptions } from './model/render-options.ts';
import { leftOutLine, reportBlocks } from './blocks/report-blocks.ts';
import type { ReportBlock, ReportLine } from './blocks/report-block.ts';
import type { Report } from './model/report.ts';

// Telegram counts characters after parsing, and does not say whether in code points or UTF-16 units; the
// latter is safe.
const MAX_MESSAGE_LENGTH = 4096;

/** The report as one Telegram message in HTML, or as two where it does not fit into one. */
export function renderTelegram(report: Report, options: RenderOptions): string[] {
  const messages = splitBlocks(reportBlocks(report, options), MAX_MESSAGE_LENGTH, (count) =>
    leftOutLine(count, options),
  );
  return messages.map((blocks) => blocks.map(blockHtml).join('\n\n'));
}

function blockHtml({ lines }: ReportBlock): string {
  const parts: { folded: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const folded = line.folded === true;
    const last = parts.at(-1);
    if (last?.folded === folded) last.lines.push(lineHtml(line));
    else parts.push({ folded, lines: [lineHtml(line)] });
  }
  return parts.map(partHtml).join('\n');
}

function partHtml({ folded, lines }: { folded: boolean; lines: readonly string[] }): string {
  const html = lines.join('\n');
  return folded ? `<blockquote expandable>${html}</blockquote>` : html;
}

function lineHtml({ text, strong, url }: ReportLine): string {
  if (strong) return `<b>${escapeHtml(text)}</b>`;
  if (!url || !URL.canParse(url)) return escapeHtml(text);
  const link = `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
  return text.split(url).map(escapeHtml).join(link);
}
