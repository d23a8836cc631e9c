import type { Day } from '../../foundation/day.ts';
import type { Database } from '../engine/database.ts';
import { readTopUsers, type TopUsersQuery, type UserTotals } from '../totals/user-window-store.ts';
import { toStoredReading, type StoredReading } from '../totals/stored-reading.ts';
import { createAccountStore, type AccountStore } from './account-store.ts';
import { createCountStore, type CountStore } from './count-store.ts';
import { sumRequests, type RequestSum } from './sum-requests.ts';
import {
  daysSql,
  toDay,
  toTotal,
  totalsSql,
  type DayTotal,
  type RawDay,
  type RawTotal,
  type TotalRow,
} from './total-rows.ts';

export type { DayTotal, TotalRow };

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
export interface UsageStore extends CountStore, AccountStore {
  totals(from: Day, to: Day): Promise<TotalRow[]>;
  days(from: Day, to: Day): Promise<DayTotal[]>;
  /** The first day on which anything was booked. */
  firstDay(): Promise<Day | null>;
  topUsers(query: TopUsersQuery): Promise<UserTotals[]>;
  quotaReadings(): Promise<StoredReading[]>;
  outcomes(): Promise<ProviderOutcome[]>;
  /**
   * How many requests were booked from `from` until `end`, and what those before `until` used. Reads each of them: for
   * spans of a day.
   */
  sumRequests(from: Date, end: Date, until: Date): Promise<RequestSum>;
}

/** Reads `database`; `primary` is where sums are kept for the next report, when `database` is its replica. */
export function createUsageStore(database: Database, primary: Database = database): UsageStore {
  const { client, dialect } = database;
  const between = `date >= ${dialect.day(1)} AND date <= ${dialect.day(2)}`;
  return {
    ...createCountStore(database),
    totals: async (from, to) => {
      const rows = await client.$queryRawUnsafe<RawTotal[]>(
        `SELECT provider, model, status, cost_source, tokens_estimated, ${totalsSql(dialect)} FROM ai_usage_summary WHERE ${between} ` +
          `GROUP BY provider, model, status, cost_source, tokens_estimated`,
        from,
        to,
      );
      return rows.map(toTotal);
    },
    days: async (from, to) => {
      const sql = daysSql(dialect, 'ai_usage_summary', between);
      return (await client.$queryRawUnsafe<RawDay[]>(sql, from, to)).map(toDay);
    },
    firstDay: async () => {
      const { _min: first } = await client.aiUsageSummary.aggregate({ _min: { date: true } });
      return first.date?.toISOString().slice(0, 10) ?? null;
    },
    ...createAccountStore(database),
    topUsers: (query) => readTopUsers(database, query, primary),
    quotaReadings: async () => (await client.aiQuotaReading.findMany()).map(toStoredReading),
    outcomes: () => client.providerOutcome.findMany(),
    sumRequests: (from, end, until) => sumRequests(database, from, end, until),
  };
}
