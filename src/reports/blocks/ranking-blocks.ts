import { Count } from '../../localization/count.ts';
import { cleanName, isolate, safeNameOr } from '../../localization/direction.ts';
import { formatPercent } from '../../localization/formats/format-number.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import type { TranslationArgs } from '../../localization/translator.ts';
import type { RenderOptions } from '../model/render-options.ts';
import { firstOf, foldedBlock, type ReportBlock } from './report-block.ts';
import type { Report, UserUsage } from '../model/report.ts';

const MOST_LINES = 10;

/** The models, people and groups with the highest use, folded under who leads. */
export function rankingBlocks(report: Report, options: RenderOptions): ReportBlock[] {
  const blocks = [rankingBlock('report-models', modelRows(report, options), report, options)];
  if (!report.person) {
    blocks.push(rankingBlock('report-users', userRows(report, options), report, options));
    blocks.push(rankingBlock('report-groups', groupRows(report, options), report, options));
  }
  return blocks.flat();
}

interface Row {
  name: string;
  totalTokens: number;
  text: string;
}

function rankingBlock(
  key: string,
  rows: readonly Row[],
  { totals }: Report,
  options: RenderOptions,
): ReportBlock[] {
  const { translate, style } = options;
  const [first] = rows;
  if (!first) return [];
  const summary = translate(key, {
    count: new Count(rows.length, style),
    name: first.name,
    percent: formatPercent(Math.min(1, first.totalTokens / Math.max(1, totals.totalTokens)), style),
  });
  const leftOut = (count: number) => translate('report-left-out', { count: new Count(count, style) });
  const texts = rows.map(({ text }) => text);
  return [foldedBlock(summary, firstOf(texts, MOST_LINES, leftOut))];
}

function modelRows({ models, providers }: Report, options: RenderOptions): Row[] {
  const names = new Map(providers.map((provider) => [provider.id, provider.name]));
  return models.map((usage) => {
    const provider = cleanName(names.get(usage.provider) ?? usage.provider);
    const model = cleanName(usage.model);
    const text = options.translate('report-model', { model, provider, ...figures(usage, options) });
    return { name: model, totalTokens: usage.totalTokens, text: `• ${text}` };
  });
}

function userRows({ users }: Report, options: RenderOptions): Row[] {
  return users.map((user, index) => accountRow(user, user.userId, index + 1, options));
}

function groupRows({ groups }: Report, options: RenderOptions): Row[] {
  return groups.map((group, index) => accountRow(group, group.chatId, index + 1, options));
}

function accountRow(usage: Omit<UserUsage, 'userId'>, id: bigint, rank: number, options: RenderOptions): Row {
  const { translate, style } = options;
  const name = safeNameOr(usage.name, translate('report-user-unnamed'));
  const text = translate('report-user', {
    rank: new Count(rank, style),
    name,
    id: id < 0n ? isolate(String(id)) : String(id),
    ...figures(usage, options),
  });
  return { name, totalTokens: usage.totalTokens, text };
}

function figures(
  usage: Pick<UserUsage, 'requests' | 'totalTokens' | 'costPicoUsd'>,
  { style }: RenderOptions,
): TranslationArgs {
  return {
    tokens: new Count(usage.totalTokens, style),
    requests: new Count(usage.requests, style),
    cost: formatMoney(usage.costPicoUsd, style),
  };
}
