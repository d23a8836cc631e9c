import type { TotalRow } from '../../database/reading/usage-store.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { CostSource } from '../prices/price-list.ts';

export type { TotalRow };

/** A cost by where its prices came from. */
export type CostBySource = Readonly<Record<CostSource, PicoUsd>>;

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
  /** `null` for one person: only the flat part of their cost is kept apart. */
  costBySource: CostBySource | null;
  /** Requests whose tokens were estimated, because no provider measured them; `null` for one person. */
  estimatedRequests: number | null;
  /** The part of the cost that rests on estimated tokens. */
  estimatedCostPicoUsd: PicoUsd | null;
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
    ...sumSources(rows),
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

function sumSources(
  rows: readonly TotalRow[],
): Pick<UsageTotals, 'costBySource' | 'estimatedRequests' | 'estimatedCostPicoUsd'> {
  if (rows.some((row) => row.costSource === '')) {
    return { costBySource: null, estimatedRequests: null, estimatedCostPicoUsd: null };
  }
  const costOf = (source: CostSource) => sumCost(rows.filter((row) => row.costSource === source));
  const estimated = rows.filter((row) => row.tokensEstimated);
  return {
    costBySource: {
      override: costOf('override'),
      reported: costOf('reported'),
      listing: costOf('listing'),
      catalogue: costOf('catalogue'),
      flat: costOf('flat'),
    },
    estimatedRequests: estimated.reduce((sum, row) => sum + row.requests, 0),
    estimatedCostPicoUsd: sumCost(estimated),
  };
}

function sumCost(rows: readonly TotalRow[]): PicoUsd {
  return rows.reduce((sum, row) => sum + row.costPicoUsd, 0n);
}
