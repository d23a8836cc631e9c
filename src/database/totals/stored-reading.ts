import type { QuotaReadingRow } from './ledger-rows.ts';

/** The newest reading of a quota, with what reconciles it with our own requests. */
export interface StoredReading extends QuotaReadingRow {
  keyHash: string;
  /** What was left at the first reading of the running window. */
  baselineRemaining: number | null;
  baselineAt: Date | null;
  /** Our requests of the model that ended since then, without the one that brought that reading. */
  bookedSince: number;
}

/** A row of `ai_quota_reading` in the ledger's terms. */
export function toStoredReading(row: {
  provider: string;
  keyHash: string;
  model: string;
  unit: string;
  window: string;
  limit: bigint | null;
  remaining: bigint | null;
  resetAt: Date | null;
  source: string;
  observedAt: Date;
  baselineRemaining: bigint | null;
  baselineAt: Date | null;
  bookedSince: bigint;
}): StoredReading {
  return {
    ...row,
    limit: toNumber(row.limit),
    remaining: toNumber(row.remaining),
    baselineRemaining: toNumber(row.baselineRemaining),
    bookedSince: Number(row.bookedSince),
  };
}

function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
