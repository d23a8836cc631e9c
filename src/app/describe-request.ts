import type { SettlementRow } from '../database/totals/ledger-rows.ts';
import { picoToDecimal } from '../foundation/money/money.ts';

/** One request to a provider in a line of the log: what it was, how it ended and what it cost, without a word of it. */
export function describeRequest(row: SettlementRow): Record<string, unknown> {
  return {
    provider: row.provider,
    model: row.model,
    action: row.actionType,
    status: row.status,
    reason: row.errorReason,
    tokens: row.totalTokens,
    costUsd: row.costPicoUsd === null ? null : picoToDecimal(row.costPicoUsd),
    ms: row.latencyMs,
    userId: row.userId?.toString() ?? null,
    id: row.id,
  };
}
