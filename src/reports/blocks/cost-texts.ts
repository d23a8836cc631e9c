import { Count } from '../../localization/count.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import { joinList } from '../../localization/join-list.ts';
import type { RenderOptions } from '../model/render-options.ts';
import type { ReportBlock } from './report-block.ts';
import type { Report, UsageTotals } from '../model/report.ts';

const SOURCES = [
  ['override', 'report-cost-override'],
  ['reported', 'report-cost-reported'],
  ['listing', 'report-cost-listing'],
  ['catalogue', 'report-cost-catalogue'],
  ['flat', 'report-cost-flat'],
] as const;

/** The parts of a cost that are not list prices for measured tokens. */
export function costTexts(usage: UsageTotals, options: RenderOptions): string[] {
  return [...sourceTexts(usage, options), ...estimateTexts(usage, options)];
}

function sourceTexts({ costBySource, flatCostPicoUsd }: UsageTotals, options: RenderOptions): string[] {
  const { translate, style } = options;
  const money = (cost: bigint) => ({ cost: formatMoney(cost, style) });
  const parts = SOURCES.flatMap(([source, key]) =>
    costBySource && costBySource[source] > 0n ? [translate(key, money(costBySource[source]))] : [],
  );
  if (parts.length > 1) {
    return [translate('report-cost-sources', { costs: joinList(parts, style.locale) })];
  }
  return flatCostPicoUsd > 0n ? [translate('report-flat-cost', money(flatCostPicoUsd))] : [];
}

function estimateTexts(
  { estimatedRequests, estimatedCostPicoUsd }: UsageTotals,
  options: RenderOptions,
): string[] {
  const { translate, style } = options;
  if (!estimatedRequests) return [];
  const cost = formatMoney(estimatedCostPicoUsd ?? 0n, style);
  return [translate('report-estimated', { count: new Count(estimatedRequests, style), cost })];
}

/** One note on all costs, because few readers pay anything. */
export function costNoteBlocks({ totals }: Report, { translate }: RenderOptions): ReportBlock[] {
  return totals.costPicoUsd > 0n ? [{ lines: [{ text: translate('report-cost-note') }] }] : [];
}
