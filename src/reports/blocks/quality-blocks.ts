import { Count } from '../../localization/count.ts';
import { latinName } from '../../localization/direction.ts';
import { formatDay } from '../../localization/formats/format-date.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import { formatChange, formatPercent } from '../../localization/formats/format-number.ts';
import { withNumberDigits } from '../../localization/persian-digits.ts';
import { sumDays } from '../model/sum-days.ts';
import type { RenderOptions } from '../model/render-options.ts';
import { firstOf, foldedBlock, type ReportBlock } from './report-block.ts';
import type { Report } from '../model/report.ts';

const MOST_DAYS = 7;

/** The period's change against the one before, answer times, failures, and the last days. */
export function qualityBlocks(report: Report, options: RenderOptions): ReportBlock[] {
  return [
    ...changeBlocks(report, options),
    ...latencyBlocks(report, options),
    ...failureBlocks(report, options),
    ...dayBlocks(report, options),
  ];
}

function changeBlocks({ change }: Report, { translate, style }: RenderOptions): ReportBlock[] {
  if (!change) return [];
  const text = translate(change.span === 'today' ? 'report-change-today' : 'report-change', {
    days: new Count(change.days, style),
    requests: formatChange(change.requests, style),
    tokens: formatChange(change.totalTokens, style),
    cost: formatChange(change.costUsd, style),
  });
  const cause = change.cause ? [{ text: translate(`cause-${change.cause.replaceAll('_', '-')}`) }] : [];
  return [{ lines: [{ text }, ...cause] }];
}

function latencyBlocks({ providers }: Report, { translate, style }: RenderOptions): ReportBlock[] {
  const seconds = (ms: number) => withNumberDigits(Math.max(0.1, ms / 1000).toFixed(1), style);
  const slowestFirst = providers
    .flatMap(({ name, latency }) =>
      latency ? [{ ...latency, provider: latinName(name, style.locale) }] : [],
    )
    .toSorted((a, b) => b.p95Ms - a.p95Ms);
  const [slowest] = slowestFirst;
  if (!slowest) return [];
  const texts = slowestFirst.map(({ provider, medianMs, p95Ms }) =>
    translate('report-latency-line', {
      provider,
      median: seconds(medianMs),
      p95: seconds(p95Ms),
      most: formatPercent(0.95, style),
    }),
  );
  const { provider, p95Ms } = slowest;
  return [foldedBlock(translate('report-latency', { provider, p95: seconds(p95Ms) }), texts.map(bullet))];
}

function failureBlocks({ failures }: Report, { translate, style }: RenderOptions): ReportBlock[] {
  if (failures.length === 0) return [];
  const texts = failures.map(({ status, requests }) =>
    translate('report-failure-line', {
      status: translate(`status-${status.replaceAll('_', '-')}`),
      count: new Count(requests, style),
    }),
  );
  const all = failures.reduce((sum, { requests }) => sum + requests, 0);
  return [foldedBlock(translate('report-failures', { count: new Count(all, style) }), texts.map(bullet))];
}

/** The newest days first; nothing for a single day, which the report already describes. */
function dayBlocks({ days }: Report, { translate, style }: RenderOptions): ReportBlock[] {
  const sums = sumDays(days);
  if (sums.length < 2) return [];
  const texts = sums.toReversed().map(({ date, requests, totalTokens, costPicoUsd }) =>
    translate('report-day', {
      date: formatDay(date, style),
      tokens: new Count(totalTokens, style),
      requests: new Count(requests, style),
      cost: formatMoney(costPicoUsd, style),
    }),
  );
  const most = sums.reduce((highest, day) => (day.totalTokens > highest.totalTokens ? day : highest));
  const summary = translate('report-days', {
    count: new Count(sums.length, style),
    date: formatDay(most.date, style),
    tokens: new Count(most.totalTokens, style),
  });
  const leftOut = (count: number) => translate('report-left-out', { count: new Count(count, style) });
  return [foldedBlock(summary, firstOf(texts.map(bullet), MOST_DAYS, leftOut))];
}

function bullet(text: string): string {
  return `• ${text}`;
}
