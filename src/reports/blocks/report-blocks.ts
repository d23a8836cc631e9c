import { Count } from '../../localization/count.ts';
import { cleanName, isolate, markLines, safeName } from '../../localization/direction.ts';
import { formatDate, formatDateTime } from '../../localization/formats/format-date.ts';
import type { Rhythm } from '../../localization/rhythm.ts';
import { zoneText } from '../../localization/formats/zone-text.ts';
import { glanceBlock } from './glance-block.ts';
import { costNoteBlocks } from './cost-texts.ts';
import { providerBlock } from './provider-block.ts';
import { rankingBlocks } from './ranking-blocks.ts';
import { qualityBlocks } from './quality-blocks.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { ReportBlock, ReportLine } from './report-block.ts';
import type { Report } from '../model/report.ts';
import { statisticsBlocks } from './statistics-blocks.ts';

/** The report as blocks of lines with direction marks, the same for Telegram and the terminal. */
export function reportBlocks(report: Report, options: RenderOptions): ReportBlock[] {
  const blocks = [
    titleBlock(report, options),
    { lines: dateLines(report, options) },
    glanceBlock(report, options),
    ...report.providers.map((provider) => providerBlock(provider, options)),
    summaryBlock(report, options),
    ...statisticsBlocks(report, options),
    ...qualityBlocks(report, options),
    ...rankingBlocks(report, options),
    ...costNoteBlocks(report, options),
  ];
  return blocks.map((block) => ({ ...block, lines: block.lines.map((line) => marked(line, options)) }));
}

/** The line that replaces `count` dropped lines. */
export function leftOutLine(count: number, options: RenderOptions): ReportLine {
  const text = options.translate('report-left-out', { count: new Count(count, options.style) });
  return marked({ text }, options);
}

function titleBlock(report: Report, options: RenderOptions): ReportBlock {
  const titles = [options.translate('report-title')];
  if (options.scheduled) titles.unshift(scheduledTitle(report.generatedAt, options.scheduled, options));
  if (report.person) titles.unshift(personTitle(report.person, options));
  return { lines: titles.map((text) => ({ text, strong: true })) };
}

function scheduledTitle(at: Date, rhythm: Rhythm, { translate, style }: RenderOptions): string {
  const zone = zoneText(style.timeZone, translate);
  return translate('report-scheduled-title', { rhythm, date: formatDate(at, style), zone });
}

function personTitle(person: NonNullable<Report['person']>, { translate }: RenderOptions): string {
  const isGroup = person.userId < 0n;
  // The minus of a group's id must not go to its other end.
  const id = isGroup ? isolate(String(person.userId)) : String(person.userId);
  if (!cleanName(person.name ?? ''))
    return translate(isGroup ? 'report-of-group-unnamed' : 'report-person-unnamed', { id });
  return translate(isGroup ? 'report-of-group' : 'report-person', { name: safeName(person.name ?? ''), id });
}

function dateLines(report: Report, { translate, style }: RenderOptions): ReportLine[] {
  const lines = [{ text: translate('report-date', { date: formatDateTime(report.generatedAt, style) }) }];
  if (report.generatedHistory) lines.push({ text: translate('report-generated-history') });
  const replica = replicaKey(report.replica);
  if (replica) lines.push({ text: translate(replica) });
  return lines;
}

/** The reason why the replica was not read; `null` if it was, or if there is none. */
function replicaKey(replica: Report['replica']): string | null {
  if (replica === 'behind') return 'report-replica-behind';
  if (replica === 'unreachable') return 'report-replica-unreachable';
  return replica === 'unknown' ? 'report-replica-unknown' : null;
}

function summaryBlock({ summary }: Report, { translate, style }: RenderOptions): ReportBlock {
  const line = (key: string, value: number): ReportLine => ({
    text: `• ${translate(key, { count: new Count(value, style) })}`,
  });
  return {
    lines: [
      { text: translate('report-summary'), strong: true },
      line('report-total-providers', summary.total),
      line('report-active-providers', summary.active),
      line('report-complete-providers', summary.complete),
    ],
  };
}

function marked(line: ReportLine, { style }: RenderOptions): ReportLine {
  return { ...line, text: markLines(line.text, style.locale) };
}
