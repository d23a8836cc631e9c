import { Count } from '../../localization/count.ts';
import { cleanName, isolate, latinName } from '../../localization/direction.ts';
import { timeOrDateTime } from '../../localization/format-date.ts';
import { formatAge, formatRemaining } from '../../localization/format-duration.ts';
import { readingText } from './reading-text.ts';
import { remedyText } from './remedy-text.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { ReportBlock, ReportLine } from './report-block.ts';
import type { Headroom, ProviderColour, ProviderReport } from '../model/report.ts';

const COLOURS: Readonly<Record<ProviderColour, string>> = {
  green: '🟢',
  blue: '🔵',
  yellow: '🟡',
  red: '🔴',
  white: '⚪',
};

// More important than any list entry, so lists shrink first; a quota near its end is dropped last.
const READING_IMPORTANCE = 100;
const WARNING_IMPORTANCE = 1000;

/** A provider's telemetry, the headroom of its quotas, and its failures. */
export function providerBlock(provider: ProviderReport, options: RenderOptions): ReportBlock {
  const heading = {
    text: `${COLOURS[provider.status]} ${latinName(provider.name, options.style.locale)}:`,
    strong: true,
  };
  const lines = provider.status === 'white' ? [options.translate('report-not-configured')] : [];
  if (provider.paused) lines.push(pausedText(provider.paused, options));
  if (provider.status === 'red') lines.push(...downTexts(provider, options));
  if (provider.status !== 'white') lines.push(options.translate(`report-telemetry-${provider.telemetry}`));
  return {
    lines: [
      heading,
      ...lines.map(bullet),
      ...manualCheckLines(provider, options),
      ...readingLines(provider, options),
      ...unexplainedLines(provider, options),
    ],
  };
}

function pausedText(
  { userId, name, since }: NonNullable<ProviderReport['paused']>,
  { translate, style, now }: RenderOptions,
): string {
  const who = cleanName(name ?? '') || String(userId);
  return translate('report-paused', { name: isolate(who), age: formatAge(since, now, translate, style) });
}

function downTexts(provider: ProviderReport, { translate, style, now }: RenderOptions): string[] {
  const why = provider.reason ?? 'error';
  const reason = translate(`reason-${why.replaceAll('_', '-')}`);
  const remedy = remedyText(provider.id, why, { translate, locale: style.locale });
  const texts = [translate('report-down', { reason })];
  if (provider.retryAt && provider.retryAt > now) {
    texts.push(
      translate('report-down-retry', { time: formatRemaining(provider.retryAt, now, translate, style) }),
    );
  }
  return remedy === null ? texts : [...texts, translate('report-down-remedy', { remedy })];
}

function manualCheckLines(provider: ProviderReport, { translate }: RenderOptions): ReportLine[] {
  const url = provider.manualCheckUrl;
  if (!url || provider.status === 'white') return [];
  return [{ ...bullet(translate('report-manual-check', { url })), url }];
}

function readingLines(provider: ProviderReport, options: RenderOptions): ReportLine[] {
  if (provider.status === 'white') return [];
  if (provider.headroom.length === 0) {
    return provider.telemetry === 'headers' ? [bullet(options.translate('report-no-reading'))] : [];
  }
  return provider.headroom.map((reading, index) => ({
    ...bullet(readingText(reading, options)),
    importance: importanceOf(reading, index),
  }));
}

function unexplainedLines({ unexplained, status }: ProviderReport, options: RenderOptions): ReportLine[] {
  if (!unexplained || status === 'white') return [];
  const { translate, style, now } = options;
  const count = new Count(unexplained.requests, style);
  const time = timeOrDateTime(unexplained.since, now, style);
  return [bullet(translate('report-unexplained', { count, time }))];
}

function importanceOf(reading: Headroom, index: number): number {
  return (reading.nearEnd ? WARNING_IMPORTANCE : READING_IMPORTANCE) - index;
}

function bullet(text: string): ReportLine {
  return { text: `  • ${text}` };
}
