import type { Day } from '../../foundation/day.ts';
import type { SqlDialect } from '../engine/sql-dialect.ts';

/** A sum over some days, of one provider, model, status and price source, with or without estimated tokens. */
export interface TotalRow {
  provider: string;
  model: string;
  status: string;
  /** `none` where there was no cost; empty for one person, whose totals do not tell. */
  costSource: string;
  tokensEstimated: boolean;
  requests: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  costPicoUsd: bigint;
  lastUsedAt: Date;
}

/** What one provider did on one day. */
export interface DayTotal {
  date: Day;
  provider: string;
  requests: number;
  totalTokens: number;
  costPicoUsd: bigint;
}

/** A `TotalRow` as it comes from either engine. */
export interface RawTotal {
  provider: string;
  model: string;
  status: string;
  cost_source: string;
  tokens_estimated: boolean | number | bigint;
  requests: number | bigint;
  prompt: string;
  completion: string;
  total: string;
  cost: string;
  last_used_at: Date | string;
}

/** A `DayTotal` as it comes from either engine. */
export type RawDay = Omit<DayTotal, 'requests'> & { requests: number | bigint; total: string; cost: string };

/** The sums of a `RawTotal`. */
export function totalsSql(dialect: SqlDialect): string {
  return (
    `${countedSql(dialect)}, ${dialect.exactSum('prompt_tokens')} AS prompt, ` +
    `${dialect.exactSum('completion_tokens')} AS completion, MAX(last_used_at) AS last_used_at`
  );
}

/** A query of the days of a table of totals that has providers. */
export function daysSql(dialect: SqlDialect, table: string, condition: string): string {
  return (
    `SELECT ${dialect.dayText(`${table}.date`)} AS date, provider, ${countedSql(dialect)} FROM ${table} ` +
    `WHERE ${condition} GROUP BY ${table}.date, provider ORDER BY ${table}.date, provider`
  );
}

function countedSql(dialect: SqlDialect): string {
  return (
    `SUM(requests) AS requests, ${dialect.exactSum('total_tokens')} AS total, ` +
    `${dialect.exactSum('cost_pico_usd')} AS cost`
  );
}

export function toTotal(row: RawTotal): TotalRow {
  return {
    provider: row.provider,
    model: row.model,
    status: row.status,
    costSource: row.cost_source,
    tokensEstimated: Boolean(row.tokens_estimated),
    requests: Number(row.requests),
    promptTokens: Number(row.prompt),
    completionTokens: Number(row.completion),
    totalTokens: Number(row.total),
    costPicoUsd: BigInt(row.cost),
    lastUsedAt: new Date(row.last_used_at),
  };
}

export function toDay({ date, provider, requests, total, cost }: RawDay): DayTotal {
  return {
    date,
    provider,
    requests: Number(requests),
    totalTokens: Number(total),
    costPicoUsd: BigInt(cost),
  };
}
