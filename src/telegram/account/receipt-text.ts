import type { ReceiptRow } from '../../database/people/answer-store.ts';
import { Count } from '../../localization/count.ts';
import { cleanName, latinName, markLines } from '../../localization/direction.ts';
import { formatMoney } from '../../localization/formats/format-money.ts';
import { joinList } from '../../localization/join-list.ts';
import { withNumberDigits } from '../../localization/persian-digits.ts';
import type { BotContext } from '../messages/context.ts';

type Reader = Pick<BotContext, 'translate' | 'style' | 'locale'>;

/** What an answer cost: each request that was sent for it, and all of them together. */
export function receiptText(
  rows: readonly ReceiptRow[],
  providerNames: Readonly<Record<string, string>>,
  ctx: Reader,
): string {
  const requests = rows.map((row, index) => requestLines(row, index + 1, providerNames, ctx));
  const total = rows.length > 1 ? [totalLine(rows, ctx)] : [];
  return markLines([[ctx.translate('receipt-title')], ...requests, total].flat().join('\n'), ctx.locale);
}

function requestLines(
  row: ReceiptRow,
  number: number,
  providerNames: Readonly<Record<string, string>>,
  ctx: Reader,
): string[] {
  const { translate, style } = ctx;
  const name = `${providerNames[row.provider] ?? row.provider}: ${cleanName(row.model)}`;
  const seconds = withNumberDigits(((row.latencyMs ?? 0) / 1000).toFixed(1), style);
  const title = translate('receipt-request', {
    number: new Count(number, style),
    model: latinName(name, ctx.locale),
    outcome: translate(row.status === 'ok' ? 'receipt-answered' : statusKey(row.status)),
    seconds,
  });
  const quota = row.status === 'ok' ? quotaLines(row, providerNames[row.provider] ?? row.provider, ctx) : [];
  return [title, ...tokenLines(row, ctx), ...costLines(row, ctx), ...quota];
}

function statusKey(status: string): string {
  return status === 'pending' ? 'receipt-pending' : `status-${status.replaceAll('_', '-')}`;
}

function tokenLines(row: ReceiptRow, { translate, style }: Reader): string[] {
  if (row.audioSeconds !== null) {
    const seconds = new Count(Math.round(row.audioSeconds), style);
    return [translate('receipt-audio', { seconds })];
  }
  if (row.totalTokens === null) return [];
  const count = (tokens: number | null) => new Count(tokens ?? 0, style);
  const parts = {
    total: count(row.totalTokens),
    prompt: count(row.promptTokens),
    completion: count(row.completionTokens),
  };
  const lines = [translate(row.tokensEstimated ? 'receipt-tokens-estimated' : 'receipt-tokens', parts)];
  if (row.cachedTokens) lines.push(translate('receipt-cached', { count: count(row.cachedTokens) }));
  if (row.reasoningTokens) lines.push(translate('receipt-reasoning', { count: count(row.reasoningTokens) }));
  return lines;
}

function costLines({ costPicoUsd, costSource }: ReceiptRow, { translate, style }: Reader): string[] {
  if (costPicoUsd === null || costSource === null) return [];
  const cost = formatMoney(costPicoUsd, style);
  return [translate('receipt-cost', { cost, source: translate(`receipt-source-${costSource}`) })];
}

function quotaLines(
  { remainingRequests, remainingTokens }: ReceiptRow,
  provider: string,
  { translate, style }: Reader,
): string[] {
  const left = [
    remainingRequests === null
      ? []
      : [translate('count-requests', { requests: new Count(remainingRequests, style) })],
    remainingTokens === null
      ? []
      : [translate('count-tokens', { tokens: new Count(remainingTokens, style) })],
  ].flat();
  if (left.length === 0) return [];
  return [
    translate('receipt-left', {
      provider: latinName(provider, style.locale),
      left: joinList(left, style.locale),
    }),
  ];
}

function totalLine(rows: readonly ReceiptRow[], { translate, style }: Reader): string {
  const tokens = rows.reduce((sum, { totalTokens }) => sum + (totalTokens ?? 0), 0);
  const cost = rows.reduce((sum, { costPicoUsd }) => sum + (costPicoUsd ?? 0n), 0n);
  return translate('receipt-total', { tokens: new Count(tokens, style), cost: formatMoney(cost, style) });
}
