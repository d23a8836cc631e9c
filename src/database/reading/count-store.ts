import type { Database } from '../engine/database.ts';
import { instantText } from '../engine/sql-dialect.ts';

/** What one model did in one hour, with one key. */
export interface HourTotal {
  hour: Date;
  provider: string;
  model: string;
  /** The key and address that were asked; empty where an earlier version counted. */
  keyHash: string;
  requests: number;
  totalTokens: number;
}

export interface ModelCount {
  provider: string;
  /** As it was asked. */
  model: string;
  /** The key and address that were asked; empty where an earlier version counted. */
  keyHash: string;
  requests: number;
  /** Those that were answered. */
  answered: number;
  totalTokens: number;
}

/** Our own requests, as quotas count them. Its time depends on hours and models, not on requests. */
export interface CountStore {
  /** Requests since the hour that `since` falls in, by model. */
  countByHour(since: Date): Promise<ModelCount[]>;
  /** Requests since `since`, pending ones too, by model. For spans of minutes. */
  countRows(since: Date): Promise<ModelCount[]>;
  /** Requests that were sent and have not ended, by model. */
  countPending(): Promise<ModelCount[]>;
  /** What each model did in each hour that begins at `since` or later. */
  hours(since: Date): Promise<HourTotal[]>;
}

/** More requests in a minute than any limit that is counted. */
const MOST_RECENT_ROWS = 10_000;

interface RawCount {
  provider: string;
  model: string;
  key_hash: string;
  requests: number | bigint;
  answered: number | bigint;
  tokens: string;
}

/** Single requests in the terms of the hourly totals. */
const SINGLE_REQUESTS =
  `SELECT provider, COALESCE(asked_model, model) AS model, COALESCE(key_hash, '') AS key_hash, 1 AS requests, ` +
  `COALESCE(total_tokens, 0) AS total_tokens, ` +
  `CASE WHEN status = 'ok' THEN 1 ELSE 0 END AS answered FROM ai_usage_tracking`;
const BY_MODEL = 'GROUP BY provider, model, key_hash';

export function createCountStore({ client, dialect }: Database): CountStore {
  const countedRows =
    `provider, model, key_hash, SUM(requests) AS requests, SUM(answered) AS answered, ` +
    `${dialect.exactSum('total_tokens')} AS tokens`;
  return {
    countByHour: async (since) => {
      const rows = await client.$queryRawUnsafe<RawCount[]>(
        `SELECT ${countedRows} FROM ai_usage_hour WHERE hour >= ${dialect.instant(1)} ${BY_MODEL}`,
        instantText(since),
      );
      return rows.map(toCount);
    },
    countRows: async (since) => {
      const rows = await client.$queryRawUnsafe<RawCount[]>(
        // The inner limit keeps the planner at the index on time; grouping alone would tempt it to read all rows.
        `SELECT ${countedRows} FROM (${SINGLE_REQUESTS} WHERE created_at >= ${dialect.instant(1)} ` +
          `ORDER BY created_at DESC LIMIT ${MOST_RECENT_ROWS}) AS recent ${BY_MODEL}`,
        instantText(since),
      );
      return rows.map(toCount);
    },
    countPending: async () => {
      const rows = await client.$queryRawUnsafe<RawCount[]>(
        `SELECT ${countedRows} FROM (${SINGLE_REQUESTS} WHERE status = 'pending') AS pending ${BY_MODEL}`,
      );
      return rows.map(toCount);
    },
    hours: async (since) => {
      const rows = await client.aiUsageHour.findMany({ where: { hour: { gte: since } } });
      return rows.map((row) => ({ ...row, totalTokens: Number(row.totalTokens) }));
    },
  };
}

function toCount(row: RawCount): ModelCount {
  const { provider, model, key_hash: keyHash } = row;
  const [requests, answered, totalTokens] = [row.requests, row.answered, row.tokens].map(Number) as [
    number,
    number,
    number,
  ];
  return { provider, model, keyHash, requests, answered, totalTokens };
}
