import type { Day } from '../../foundation/day.ts';
import type { Database } from '../engine/open-database.ts';
import { budgetTokens, heardSeconds } from '../totals/heard-seconds.ts';
import { readTopUsers, type TopUsersQuery, type UserTotals } from '../totals/user-window-store.ts';
import { createCountStore, type CountStore } from './count-store.ts';
import { sumRequests, type RequestSum } from './sum-requests.ts';
import { toStoredReading, type StoredReading } from '../totals/stored-reading.ts';

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

export interface ProviderOutcome {
  provider: string;
  /** The key and address that it is true of; empty where an earlier version noted it. */
  keyHash: string;
  status: string;
  model: string;
  reason: string | null;
  retryAt: Date | null;
  observedAt: Date;
}

/** Everything that reports read. Its time depends on days, models and people, not on requests. */
export interface UsageStore extends CountStore {
  totals(from: Day, to: Day): Promise<TotalRow[]>;
  days(from: Day, to: Day): Promise<DayTotal[]>;
  /** The first day on which anything was booked. */
  firstDay(): Promise<Day | null>;
  /** One person's totals, failures as rows of their own; the models and reasons are not kept for a person. */
  totalsOfUser(userId: bigint, from: Day, to: Day): Promise<TotalRow[]>;
  /** The tokens that the recordings of one person took from their budget on the day of `now`. */
  heardTokensOfUser(userId: bigint, day: Day, now: Date): Promise<number>;
  daysOfUser(userId: bigint, from: Day, to: Day): Promise<DayTotal[]>;
  topUsers(query: TopUsersQuery): Promise<UserTotals[]>;
  quotaReadings(): Promise<StoredReading[]>;
  outcomes(): Promise<ProviderOutcome[]>;
  /**
   * How many requests were booked from `from` until `end`, and what those before `until` used. Reads each of them: for
   * spans of a day.
   */
  sumRequests(from: Date, end: Date, until: Date): Promise<RequestSum>;
}

interface RawTotal {
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

type RawUserTotal = RawTotal & { failed: number | bigint; flat_cost: string };
type RawDay = Omit<DayTotal, 'requests'> & { requests: number | bigint; total: string; cost: string };

/** Reads `database`; `primary` is where sums are kept for the next report, when `database` is its replica. */
export function createUsageStore(database: Database, primary: Database = database): UsageStore {
  const { client, dialect } = database;
  const counted = `SUM(requests) AS requests, ${dialect.exactSum('total_tokens')} AS total`;
  const cost = `${dialect.exactSum('cost_pico_usd')} AS cost`;
  const sums =
    `${counted}, ${cost}, ${dialect.exactSum('prompt_tokens')} AS prompt, ` +
    `${dialect.exactSum('completion_tokens')} AS completion, MAX(last_used_at) AS last_used_at`;
  const between = `date >= ${dialect.day(1)} AND date <= ${dialect.day(2)}`;
  const ofUser = `${between} AND user_id = ${dialect.parameter(3)}`;
  const days = (table: string) =>
    `SELECT ${dialect.dayText(`${table}.date`)} AS date, provider, ${counted}, ${cost} FROM ${table}`;
  return {
    ...createCountStore(database),
    totals: async (from, to) => {
      const rows = await client.$queryRawUnsafe<RawTotal[]>(
        `SELECT provider, model, status, cost_source, tokens_estimated, ${sums} FROM ai_usage_summary WHERE ${between} ` +
          `GROUP BY provider, model, status, cost_source, tokens_estimated`,
        from,
        to,
      );
      return rows.map(toTotal);
    },
    days: async (from, to) => {
      const table = 'ai_usage_summary';
      const sql = `${days(table)} WHERE ${between} ${groupedByDay(table)}`;
      return (await client.$queryRawUnsafe<RawDay[]>(sql, from, to)).map(toDay);
    },
    firstDay: async () => {
      const { _min: first } = await client.aiUsageSummary.aggregate({ _min: { date: true } });
      return first.date?.toISOString().slice(0, 10) ?? null;
    },
    totalsOfUser: async (userId, from, to) => {
      const rows = await client.$queryRawUnsafe<RawUserTotal[]>(
        `SELECT provider, '' AS model, '' AS status, '' AS cost_source, false AS tokens_estimated, SUM(failed) AS failed, ` +
          `${dialect.exactSum('flat_cost_pico_usd')} AS flat_cost, ${sums} ` +
          `FROM ai_usage_user_provider WHERE ${ofUser} GROUP BY provider`,
        from,
        to,
        userId,
      );
      return rows.flatMap(splitUserTotal);
    },
    heardTokensOfUser: async (userId, day, now) => {
      const query = heardSeconds(dialect, { user: dialect.parameter(1), date: dialect.day(2) }, now, 3);
      const rows = await client.$queryRawUnsafe<{ heard: number }[]>(
        `SELECT (${query.sql}) AS heard`,
        userId,
        day,
        ...query.parameters,
      );
      return budgetTokens(rows[0]?.heard ?? 0);
    },
    daysOfUser: async (userId, from, to) => {
      const table = 'ai_usage_user_provider';
      const sql = `${days(table)} WHERE ${ofUser} ${groupedByDay(table)}`;
      return (await client.$queryRawUnsafe<RawDay[]>(sql, from, to, userId)).map(toDay);
    },
    topUsers: (query) => readTopUsers(database, query, primary),
    quotaReadings: async () => (await client.aiQuotaReading.findMany()).map(toStoredReading),
    outcomes: () => client.providerOutcome.findMany(),
    sumRequests: (from, end, until) => sumRequests(database, from, end, until),
  };
}

// A person's totals keep failures and flat-rate costs as numbers, not as rows; reports want them as rows.
function splitUserTotal(row: RawUserTotal): TotalRow[] {
  const all = toTotal({ ...row, status: 'ok' });
  const failed = Number(row.failed);
  const flat = BigInt(row.flat_cost);
  const nothing = { requests: 0, promptTokens: 0, completionTokens: 0, totalTokens: 0, costPicoUsd: 0n };
  return [
    { ...all, requests: all.requests - failed, costPicoUsd: all.costPicoUsd - flat },
    { ...all, ...nothing, status: 'error', requests: failed },
    { ...all, ...nothing, costSource: 'flat', costPicoUsd: flat },
  ];
}

function toTotal(row: RawTotal): TotalRow {
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

function toDay({ date, provider, requests, total, cost }: RawDay): DayTotal {
  return {
    date,
    provider,
    requests: Number(requests),
    totalTokens: Number(total),
    costPicoUsd: BigInt(cost),
  };
}

function groupedByDay(table: string): string {
  return `GROUP BY ${table}.date, provider ORDER BY ${table}.date, provider`;
}
