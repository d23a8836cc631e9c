import { Count } from '../../localization/count.ts';
import { latinName, safeNameOr } from '../../localization/direction.ts';
import { timeOrDateTime } from '../../localization/formats/format-date.ts';
import { formatAge, formatRemaining } from '../../localization/formats/format-duration.ts';
import { formatPercent } from '../../localization/formats/format-number.ts';
import { joinParts } from '../../localization/join-list.ts';
import { endsSoon, quotaUse } from './quota-use.ts';
import { readingState } from './reading-state.ts';
import { provenanceText, readingText } from './reading-text.ts';
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

/** What a provider's state is, and, folded, how it is watched and the quotas that nobody has to worry about. */
export function providerBlock(provider: ProviderReport, options: RenderOptions): ReportBlock {
  const heading = {
    text: `${COLOURS[provider.status]} ${latinName(provider.name, options.style.locale)}:`,
    strong: true,
  };
  if (provider.status === 'white')
    return { lines: [heading, bullet(options.translate('report-not-configured'))] };
  const readings = readingLines(provider, options);
  const folded = [
    bullet(options.translate(`report-telemetry-${provider.telemetry}`)),
    ...manualCheckLines(provider, options),
    ...readings.filter(({ warns }) => !warns).map(({ line }) => line),
  ];
  return {
    lines: [
      heading,
      ...(provider.paused ? [bullet(pausedText(provider.paused, options))] : []),
      ...(provider.status === 'red' ? downTexts(provider, options).map(bullet) : []),
      ...readings.filter(({ warns }) => warns).map(({ line }) => line),
      ...unexplainedLines(provider, options),
      ...[...summaryLines(provider, options), ...folded].map((line) => ({ ...line, folded: true })),
    ],
  };
}

function pausedText(
  { userId, name, since }: NonNullable<ProviderReport['paused']>,
  { translate, style, now }: RenderOptions,
): string {
  const who = safeNameOr(name, String(userId));
  return translate('report-paused', { name: who, age: formatAge(since, now, translate, style) });
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
  if (!url) return [];
  return [{ ...bullet(translate('report-manual-check', { url })), url }];
}

/** How many quotas are known, how much of the scarcest is left, and whence that is known. */
function summaryLines(provider: ProviderReport, options: RenderOptions): ReportLine[] {
  const { headroom, telemetry } = provider;
  const { translate, style, now } = options;
  if (headroom.length === 0) return telemetry === 'headers' ? [bullet(translate('report-no-reading'))] : [];
  const left = headroom
    .flatMap((reading) => quotaUse(provider, reading, now) ?? [])
    .map(({ used }) => 1 - used);
  const count = new Count(headroom.length, style);
  const known =
    left.length === 0
      ? translate('report-quotas', { count })
      : translate('report-quotas-left', { count, percent: formatPercent(Math.min(...left), style) });
  const provenance = commonProvenance(provider, options);
  return [bullet(provenance === null ? known : joinParts([known, provenance], style.locale))];
}

/** Where all readings come from; `null` where each has to say it. */
function commonProvenance({ headroom }: ProviderReport, options: RenderOptions): string | null {
  const [first, ...others] = new Set(headroom.map((reading) => provenanceText(reading, options)));
  return others.length === 0 ? (first ?? null) : null;
}

function readingLines(
  provider: ProviderReport,
  options: RenderOptions,
): { line: ReportLine; warns: boolean }[] {
  const isSaid = commonProvenance(provider, options) !== null;
  return provider.headroom.map((reading, index) => {
    const provenance = isSaid ? null : provenanceText(reading, options);
    const warns = endsSoon(reading) && readingState(reading, options.now) !== 'reset';
    const importance = importanceOf(reading, index);
    return { line: { ...bullet(readingText(reading, provenance, options)), importance }, warns };
  });
}

function unexplainedLines({ unexplained }: ProviderReport, options: RenderOptions): ReportLine[] {
  if (!unexplained) return [];
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
