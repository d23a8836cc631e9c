import type { TotalRow } from '../database/usage-store.ts';
import type { PicoUsd } from '../foundation/money.ts';

export type { TotalRow };

/** A sum over requests. */
export interface UsageTotals {
  /** Every request sent, failed ones too. */
  requests: number;
  failed: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  /** `totalTokens / requests`, unrounded; null without requests. */
  averageTokens: number | null;
  costPicoUsd: PicoUsd;
  /** The part of the cost that rests on a provider's flat rate, because the model has no known price. */
  flatCostPicoUsd: PicoUsd;
  lastUsedAt: Date | null;
}

/** The sum of totals; of none, zeros and nulls. */
export function sumTotals(rows: readonly TotalRow[]): UsageTotals {
  const totals: UsageTotals = {
    requests: 0,
    failed: 0,
    promptTokens: 0,
    completionTokens: 0,
    totalTokens: 0,
    averageTokens: null,
    costPicoUsd: 0n,
    flatCostPicoUsd: 0n,
    lastUsedAt: null,
  };
  for (const row of rows) {
    totals.requests += row.requests;
    if (row.status !== 'ok') totals.failed += row.requests;
    totals.promptTokens += row.promptTokens;
    totals.completionTokens += row.completionTokens;
    totals.totalTokens += row.totalTokens;
    totals.costPicoUsd += row.costPicoUsd;
    if (row.costSource === 'flat') totals.flatCostPicoUsd += row.costPicoUsd;
    if (!totals.lastUsedAt || row.lastUsedAt > totals.lastUsedAt) totals.lastUsedAt = row.lastUsedAt;
  }
  totals.averageTokens = totals.requests > 0 ? totals.totalTokens / totals.requests : null;
  return totals;
}
