import { Count } from '../../localization/count.ts';
import { latinName } from '../../localization/direction.ts';
import { dayOf } from '../../foundation/day.ts';
import { monthName } from '../../localization/formats/format-short-day.ts';
import { formatDate } from '../../localization/formats/format-date.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import { formatPercent } from '../../localization/formats/format-number.ts';
import { costTexts } from './cost-texts.ts';
import { periodText } from '../model/period-text.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { ReportBlock, ReportLine } from './report-block.ts';
import type { Report, UsageTotals } from '../model/report.ts';

/** The period's usage, for each provider that was asked and in total. */
export function statisticsBlocks(report: Report, options: RenderOptions): ReportBlock[] {
  const heading = {
    text: options.translate('report-statistics', { period: periodText(report.period.days, options) }),
    strong: true,
  };
  const used = report.providers.filter((provider) => provider.usage.requests > 0);
  if (used.length === 0) return [{ lines: [heading, { text: options.translate('report-no-requests') }] }];
  const blocks = used.map((provider) => ({
    lines: [
      { text: `${latinName(provider.name, options.style.locale)}:`, strong: true },
      ...usageTexts(provider.usage, options).map((text) => ({ text: `  • ${text}` })),
    ],
  }));
  const together = used.length > 1 ? [{ text: togetherText(report.totals, options) }] : [];
  const lines = [...together, ...forecastLines(report, options)];
  return [{ lines: [heading] }, ...blocks, ...(lines.length > 0 ? [{ lines }] : [])];
}

/** The contract's seven lines in order, then lines that only some reports need. */
function usageTexts(usage: UsageTotals, { translate, style, now }: RenderOptions): string[] {
  const count = (value: number) => ({ count: new Count(value, style) });
  const unknown = translate('report-unknown');
  const texts = [
    translate('report-requests', count(usage.requests)),
    translate('report-total-tokens', count(usage.totalTokens)),
    translate('report-prompt-tokens', count(usage.promptTokens)),
    translate('report-completion-tokens', count(usage.completionTokens)),
    translate(
      'report-average-tokens',
      usage.averageTokens === null ? { count: unknown } : count(usage.averageTokens),
    ),
    translate('report-cost', { cost: formatMoney(usage.costPicoUsd, style) }),
    translate('report-last-used', { date: usage.lastUsedAt ? formatDate(usage.lastUsedAt, style) : unknown }),
  ];
  if (usage.failed > 0) {
    const percent = formatPercent(usage.failed / usage.requests, style);
    texts.push(translate('report-failed', { ...count(usage.failed), percent }));
  }
  return [...texts, ...costTexts(usage, { translate, style, now })];
}

function togetherText(totals: UsageTotals, { translate, style }: RenderOptions): string {
  return translate('report-all-providers', {
    tokens: new Count(totals.totalTokens, style),
    requests: new Count(totals.requests, style),
    cost: formatMoney(totals.costPicoUsd, style),
  });
}

/** By the months of the reader's calendar. */
function forecastLines(report: Report, { translate, style }: RenderOptions): ReportLine[] {
  const forecast = style.calendar === 'jalali' ? report.jalaliForecast : report.forecast;
  if (!forecast) return [];
  const today = dayOf(report.generatedAt, style.timeZone);
  const text = translate('report-forecast', {
    month: monthName(today, style, (key, values) =>
      translate(key, { month: new Count(Number(values.month), style) }),
    ),
    tokens: new Count(forecast.totalTokens, style),
    cost: formatMoney(forecast.costPicoUsd, style),
  });
  return [{ text }];
}
