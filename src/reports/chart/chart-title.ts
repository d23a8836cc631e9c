import { Count } from '../../localization/count.ts';
import { cleanName, isolate, markLines, safeNameOr } from '../../localization/direction.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import type { RenderOptions } from '../model/render-options.ts';
import { periodText } from '../model/period-text.ts';
import type { Report } from '../model/report.ts';

/** What a chart shows, for its picture: whose use, and of which days. */
export function chartTitle(report: Report, options: RenderOptions): string {
  const name = cleanName(report.person?.name ?? '') || String(report.person?.userId);
  return titleWith(report, isolate(name), options);
}

function titleWith({ person, period: { days } }: Report, name: string, options: RenderOptions): string {
  const period = periodText(days, options);
  if (!person) return options.translate('chart-title', { period });
  return options.translate('chart-title-of', { name, period });
}

/** What stands below a chart in a chat: its title, and the totals of its days. */
export function chartCaption(report: Report, options: RenderOptions): string {
  const { translate, style } = options;
  const { totalTokens, requests, costPicoUsd } = report.totals;
  const lines = [
    titleWith(report, safeNameOr(report.person?.name, String(report.person?.userId)), options),
    translate('chart-totals', {
      tokens: new Count(totalTokens, style),
      requests: new Count(requests, style),
      cost: formatMoney(costPicoUsd, style),
    }),
    ...(report.generatedHistory ? [translate('report-generated-history')] : []),
  ];
  return markLines(lines.join('\n'), style.locale);
}
