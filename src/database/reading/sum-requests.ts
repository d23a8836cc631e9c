import type { Database } from '../engine/database.ts';
import { instantText } from '../engine/sql-dialect.ts';

/** A sum over single requests that ended. */
export interface RequestSum {
  /** How many there are. */
  all: number;
  /** What the first of them used. */
  early: { requests: number; totalTokens: number; costPicoUsd: bigint };
}

interface RawSum {
  everything: number | bigint;
  requests: string;
  total: string;
  cost: string;
}

/** Sums the requests that were booked from `from` until `end`, and apart those before `until`. */
export async function sumRequests(
  { client, dialect }: Database,
  from: Date,
  end: Date,
  until: Date,
): Promise<RequestSum> {
  const early = (value: string) =>
    dialect.exactSum(`CASE WHEN created_at < ${dialect.instant(3)} THEN ${value} ELSE 0 END`);
  const rows = await client.$queryRawUnsafe<RawSum[]>(
    `SELECT COUNT(*) AS everything, ${early('1')} AS requests, ${early('COALESCE(total_tokens, 0)')} AS total, ` +
      `${early('COALESCE(cost_pico_usd, 0)')} AS cost FROM ai_usage_tracking ` +
      `WHERE created_at >= ${dialect.instant(1)} AND created_at < ${dialect.instant(2)} AND status <> 'pending'`,
    ...[from, end, until].map(instantText),
  );
  const { everything = 0, requests = '0', total = '0', cost = '0' } = rows[0] ?? {};
  return {
    all: Number(everything),
    early: { requests: Number(requests), totalTokens: Number(total), costPicoUsd: BigInt(cost) },
  };
}
