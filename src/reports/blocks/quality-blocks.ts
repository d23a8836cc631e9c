import { Count } from '../../localization/count.ts';
import { latinName } from '../../localization/direction.ts';
import { formatDay } from '../../localization/format-date.ts';
import { formatMoney } from '../../localization/format-money.ts';
import { formatPercent } from '../../localization/format-number.ts';
import { withNumberDigits } from '../../localization/persian-digits.ts';
import { sumDays } from '../model/sum-days.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { ReportBlock } from './report-block.ts';
import type { Report } from '../model/report.ts';

/** The period's change against the one before, answer times, failures, and each day. */
export function qualityBlocks(report: Report, options: RenderOptions): ReportBlock[] {
  const lists = [
    list('report-latency', latencyTexts(report, options), options),
    list('report-failures', failureTexts(report, options), options),
    list('report-days', dayTexts(report, options), options),
  ];
  return [...changeBlocks(report, options), ...lists.flat()];
}

function changeBlocks({ change }: Report, { translate, style }: RenderOptions): ReportBlock[] {
  if (!change) return [];
  const text = translate(change.span === 'today' ? 'report-change-today' : 'report-change', {
    days: new Count(change.days, style),
    requests: signedPercent(change.requests, style),
    tokens: signedPercent(change.totalTokens, style),
    cost: signedPercent(change.costUsd, style),
  });
  const cause = change.cause ? [{ text: translate(`cause-${change.cause.replaceAll('_', '-')}`) }] : [];
  return [{ lines: [{ text }, ...cause] }];
}

function latencyTexts({ providers }: Report, { translate, style }: RenderOptions): string[] {
  return providers.flatMap(({ name, latency }) => {
    if (!latency) return [];
    const seconds = (ms: number) => withNumberDigits(Math.max(0.1, ms / 1000).toFixed(1), style);
    const args = {
      provider: latinName(name, style.locale),
      median: seconds(latency.medianMs),
      p95: seconds(latency.p95Ms),
    };
    return [translate('report-latency-line', args)];
  });
}

function failureTexts({ failures }: Report, { translate, style }: RenderOptions): string[] {
  return failures.map(({ status, requests }) =>
    translate('report-failure-line', {
      status: translate(`status-${status.replaceAll('_', '-')}`),
      count: new Count(requests, style),
    }),
  );
}

/** The newest day first; nothing for a single day, which the report already describes. */
function dayTexts({ days }: Report, { translate, style }: RenderOptions): string[] {
  const sums = sumDays(days);
  if (sums.length < 2) return [];
  return sums.toReversed().map(({ date, requests, totalTokens, costPicoUsd }) =>
    translate('report-day', {
      date: formatDay(date, style),
      tokens: new Count(totalTokens, style),
      requests: new Count(requests, style),
      cost: formatMoney(costPicoUsd, style),
    }),
  );
}

function list(key: string, texts: readonly string[], { translate }: RenderOptions): ReportBlock[] {
  if (texts.length === 0) return [];
  const entries = texts.map((text, index) => ({ text: `• ${text}`, importance: -index }));
  return [{ lines: [{ text: translate(key), strong: true }, ...entries], folded: true }];
}

function signedPercent(share: number, style: RenderOptions['style']): string {
  return `${share < 0 ? '-' : '+'}${formatPercent(Math.abs(share), style)}`;
}
