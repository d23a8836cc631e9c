import type { Day } from '../foundation/day.ts';
import type { Database } from './open-database.ts';
import { instantText } from './sql-dialect.ts';
import { readTopUsers, type TopUsersQuery, type UserTotals } from './user-window-store.ts';
import type { QuotaReadingRow } from './ledger-rows.ts';

/** A daily total as kept, of one provider, model, status and price source. */
export interface DailyTotal {
  date: Day;
  provider: string;
  model: string;
  status: string;
  costSource: string;
  requests: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  costPicoUsd: bigint;
  lastUsedAt: Date;
}

export interface ProviderOutcome {
  provider: string;
  status: string;
  model: string;
  reason: string | null;
  retryAt: Date | null;
  observedAt: Date;
}

export interface ModelCount {
  provider: string;
  model: string;
  requests: number;
}

/** Everything that reports read. Its time depends on days, models and people, not on requests. */
export interface UsageStore {
  dailyTotals(from: Day, to: Day): Promise<DailyTotal[]>;
  dailyTotalsOfUser(userId: bigint, from: Day, to: Day): Promise<DailyTotal[]>;
  topUsers(query: TopUsersQuery): Promise<UserTotals[]>;
  quotaReadings(): Promise<QuotaReadingRow[]>;
  outcomes(): Promise<ProviderOutcome[]>;
  /** Requests since the hour that `since` falls in, by model. */
  countByHour(since: Date): Promise<ModelCount[]>;
  /** Requests since `since`, pending ones too, by model. For spans of minutes. */
  countRows(since: Date): Promise<ModelCount[]>;
}

type RawCount = Omit<ModelCount, 'requests'> & { requests: number | bigint };

interface RawTotal {
  date: string;
  provider: string;
  model: string;
  status: string;
  cost_source: string;
  requests: number | bigint;
  prompt: string;
  completion: string;
  total: string;
  cost: string;
  last_used_at: Date | string;
}

export function createUsageStore(database: Database): UsageStore {
  const { client, dialect } = database;
  const sums =
    `SUM(requests) AS requests, ${dialect.exactSum('prompt_tokens')} AS prompt, ` +
    `${dialect.exactSum('completion_tokens')} AS completion, ${dialect.exactSum('total_tokens')} AS total, ` +
    `${dialect.exactSum('cost_pico_usd')} AS cost, MAX(last_used_at) AS last_used_at`;
  const between = `date >= ${dialect.day(1)} AND date <= ${dialect.day(2)}`;
  return {
    dailyTotals: async (from, to) => {
      const rows = await client.$queryRawUnsafe<RawTotal[]>(
        `SELECT ${dialect.dayText('date')} AS date, provider, model, status, cost_source, ${sums} ` +
          `FROM ai_usage_summary WHERE ${between} ` +
          `GROUP BY ai_usage_summary.date, provider, model, status, cost_source ORDER BY ai_usage_summary.date`,
        from,
        to,
      );
      return rows.map(toDailyTotal);
    },
    dailyTotalsOfUser: async (userId, from, to) => {
      const rows = await client.$queryRawUnsafe<(RawTotal & { failed: number | bigint })[]>(
        `SELECT ${dialect.dayText('date')} AS date, provider, '' AS model, requests, failed, '' AS cost_source, ` +
          `CAST(prompt_tokens AS text) AS prompt, CAST(completion_tokens AS text) AS completion, ` +
          `CAST(total_tokens AS text) AS total, CAST(cost_pico_usd AS text) AS cost, last_used_at ` +
          `FROM ai_usage_user_summary WHERE ${between} AND user_id = ${dialect.parameter(3)} ` +
          `ORDER BY ai_usage_user_summary.date`,
        from,
        to,
        userId,
      );
      return rows.flatMap(splitFailed);
    },
    topUsers: (query) => readTopUsers(database, query),
    quotaReadings: async () => (await client.aiQuotaReading.findMany()).map(toReading),
    outcomes: () => client.providerOutcome.findMany(),
    countByHour: async (since) => {
      const rows = await client.$queryRawUnsafe<RawCount[]>(
        `SELECT provider, model, SUM(requests) AS requests FROM ai_usage_hour ` +
          `WHERE hour >= ${dialect.instant(1)} GROUP BY provider, model`,
        instantText(since),
      );
      return rows.map(toCount);
    },
    countRows: async (since) => {
      const rows = await client.$queryRawUnsafe<RawCount[]>(
        `SELECT provider, model, COUNT(*) AS requests FROM ai_usage_tracking ` +
          `WHERE created_at >= ${dialect.instant(1)} GROUP BY provider, model`,
        instantText(since),
      );
      return rows.map(toCount);
    },
  };
}

// A person's totals keep failures as a number, not as rows of their own; reports want them as rows.
function splitFailed(row: RawTotal & { failed: number | bigint }): DailyTotal[] {
  const failed = Number(row.failed);
  const all = toDailyTotal({ ...row, status: 'ok' });
  if (failed === 0) return [all];
  const nothing = { promptTokens: 0, completionTokens: 0, totalTokens: 0, costPicoUsd: 0n };
  return [
    { ...all, requests: all.requests - failed },
    { ...all, ...nothing, status: 'error', requests: failed },
  ];
}

function toDailyTotal(row: RawTotal): DailyTotal {
  return {
    date: row.date,
    provider: row.provider,
    model: row.model,
    status: row.status,
    costSource: row.cost_source,
    requests: Number(row.requests),
    promptTokens: Number(row.prompt),
    completionTokens: Number(row.completion),
    totalTokens: Number(row.total),
    costPicoUsd: BigInt(row.cost),
    lastUsedAt: new Date(row.last_used_at),
  };
}

function toCount(row: RawCount): ModelCount {
  return { provider: row.provider, model: row.model, requests: Number(row.requests) };
}

function toReading(row: {
  provider: string;
  model: string;
  unit: string;
  window: string;
  limit: bigint | null;
  remaining: bigint | null;
  resetAt: Date | null;
  source: string;
  observedAt: Date;
}): QuotaReadingRow {
  return { ...row, limit: toNumber(row.limit), remaining: toNumber(row.remaining) };
}

function toNumber(value: bigint | null): number | null {
  return value === null ? null : Number(value);
}
