import type { Connection, Database } from './open-database.ts';
import type { QuotaReadingRow, SettlementRow } from './ledger-rows.ts';
import { latencyBucket } from './latency-bucket.ts';
import { instantText, toJsonRows, type Columns } from './sql-dialect.ts';
import { upsertSql, type UpsertOptions } from './upsert-sql.ts';

type Row = Record<string, unknown>;

const SUMMARY: UpsertOptions = {
  table: 'ai_usage_summary',
  columns: {
    date: 'date',
    provider: 'text',
    model: 'text',
    action_type: 'text',
    status: 'text',
    cost_source: 'text',
    requests: 'int',
    prompt_tokens: 'bigint',
    completion_tokens: 'bigint',
    total_tokens: 'bigint',
    cached_tokens: 'bigint',
    reasoning_tokens: 'bigint',
    unmeasured: 'int',
    cost_pico_usd: 'bigint',
    latency_ms_sum: 'bigint',
    last_used_at: 'time',
  },
  keys: ['date', 'provider', 'model', 'action_type', 'status', 'cost_source'],
  add: [
    'requests',
    'prompt_tokens',
    'completion_tokens',
    'total_tokens',
    'cached_tokens',
    'reasoning_tokens',
    'unmeasured',
    'cost_pico_usd',
    'latency_ms_sum',
  ],
  latest: ['last_used_at'],
};

const USER: UpsertOptions = {
  table: 'ai_usage_user_summary',
  columns: {
    date: 'date',
    user_id: 'bigint',
    provider: 'text',
    requests: 'int',
    failed: 'int',
    prompt_tokens: 'bigint',
    completion_tokens: 'bigint',
    total_tokens: 'bigint',
    cost_pico_usd: 'bigint',
    last_used_at: 'time',
  },
  keys: ['date', 'user_id', 'provider'],
  add: ['requests', 'failed', 'prompt_tokens', 'completion_tokens', 'total_tokens', 'cost_pico_usd'],
  latest: ['last_used_at'],
};

const HOUR: UpsertOptions = {
  table: 'ai_usage_hour',
  columns: {
    hour: 'time',
    provider: 'text',
    model: 'text',
    requests: 'int',
    total_tokens: 'bigint',
    cost_pico_usd: 'bigint',
  },
  keys: ['hour', 'provider', 'model'],
  add: ['requests', 'total_tokens', 'cost_pico_usd'],
};

const LATENCY: UpsertOptions = {
  table: 'ai_usage_latency',
  columns: { date: 'date', provider: 'text', model: 'text', bucket: 'int', requests: 'int' },
  keys: ['date', 'provider', 'model', 'bucket'],
  add: ['requests'],
};

const READING: UpsertOptions = {
  table: 'ai_quota_reading',
  columns: {
    provider: 'text',
    model: 'text',
    unit: 'text',
    window: 'text',
    quota_limit: 'bigint',
    remaining: 'bigint',
    reset_at: 'time',
    source: 'text',
    observed_at: 'time',
  },
  keys: ['provider', 'model', 'unit', 'window'],
  replace: ['quota_limit', 'remaining', 'reset_at', 'source', 'observed_at'],
  unlessNewer: 'observed_at',
};

const OUTCOME: UpsertOptions = {
  table: 'ai_provider_outcome',
  columns: {
    provider: 'text',
    status: 'text',
    model: 'text',
    reason: 'text',
    retry_at: 'time',
    observed_at: 'time',
  },
  keys: ['provider'],
  replace: ['status', 'model', 'reason', 'retry_at', 'observed_at'],
  unlessNewer: 'observed_at',
};

/** Adds settled requests to every total. Runs inside the transaction that settles them, or not at all. */
export async function addToTotals(
  connection: Connection,
  { dialect }: Pick<Database, 'dialect'>,
  settled: readonly SettlementRow[],
  now: Date,
): Promise<void> {
  const write = async (options: UpsertOptions, rows: readonly Row[]) => {
    if (rows.length === 0) return;
    await connection.$executeRawUnsafe(upsertSql(dialect, options), toJsonRows(rows));
  };
  await write(SUMMARY, merge(SUMMARY, settled.map(summaryRow)));
  await write(USER, merge(USER, settled.filter((row) => row.userId !== null).map(userRow)));
  await write(HOUR, merge(HOUR, settled.map(hourRow)));
  await write(LATENCY, merge(LATENCY, settled.filter(isMeasuredAnswer).map(latencyRow)));
  await write(READING, merge(READING, settled.flatMap((row) => row.readings).map(readingRow)));
  await write(
    OUTCOME,
    merge(
      OUTCOME,
      settled.filter(tellsOfProvider).map((row) => outcomeRow(row, now)),
    ),
  );
}

/** The columns of the totals, for those who write generated history. */
export const totalsColumns: Readonly<Record<string, Columns>> = {
  summary: SUMMARY.columns,
  user: USER.columns,
  hour: HOUR.columns,
  latency: LATENCY.columns,
};

function summaryRow(row: SettlementRow): Row {
  return {
    date: row.date,
    provider: row.provider,
    model: row.model,
    action_type: row.actionType,
    status: row.status,
    cost_source: row.costSource ?? 'none',
    requests: 1,
    prompt_tokens: BigInt(row.promptTokens ?? 0),
    completion_tokens: BigInt(row.completionTokens ?? 0),
    total_tokens: BigInt(row.totalTokens ?? 0),
    cached_tokens: BigInt(row.cachedTokens ?? 0),
    reasoning_tokens: BigInt(row.reasoningTokens ?? 0),
    unmeasured: row.totalTokens === null ? 1 : 0,
    cost_pico_usd: row.costPicoUsd ?? 0n,
    latency_ms_sum: BigInt(row.latencyMs ?? 0),
    last_used_at: instantText(row.createdAt),
  };
}

function userRow(row: SettlementRow): Row {
  return {
    date: row.date,
    user_id: row.userId,
    provider: row.provider,
    requests: 1,
    failed: row.status === 'ok' ? 0 : 1,
    prompt_tokens: BigInt(row.promptTokens ?? 0),
    completion_tokens: BigInt(row.completionTokens ?? 0),
    total_tokens: BigInt(row.totalTokens ?? 0),
    cost_pico_usd: row.costPicoUsd ?? 0n,
    last_used_at: instantText(row.createdAt),
  };
}

function hourRow(row: SettlementRow): Row {
  const hour = new Date(row.createdAt);
  hour.setUTCMinutes(0, 0, 0);
  return {
    hour: instantText(hour),
    provider: row.provider,
    model: row.model,
    requests: 1,
    total_tokens: BigInt(row.totalTokens ?? 0),
    cost_pico_usd: row.costPicoUsd ?? 0n,
  };
}

function latencyRow(row: SettlementRow): Row {
  const bucket = latencyBucket(row.latencyMs ?? 0);
  return { date: row.date, provider: row.provider, model: row.model, bucket, requests: 1 };
}

function readingRow(reading: QuotaReadingRow): Row {
  return {
    provider: reading.provider,
    model: reading.model,
    unit: reading.unit,
    window: reading.window,
    quota_limit: reading.limit,
    remaining: reading.remaining,
    reset_at: reading.resetAt && instantText(reading.resetAt),
    source: reading.source,
    observed_at: instantText(reading.observedAt),
  };
}

function outcomeRow(row: SettlementRow, now: Date): Row {
  return {
    provider: row.provider,
    status: row.status,
    model: row.model,
    reason: row.errorReason,
    retry_at: row.retryAt && instantText(row.retryAt),
    observed_at: instantText(now),
  };
}

function isMeasuredAnswer(row: SettlementRow): boolean {
  return row.status === 'ok' && row.latencyMs !== null;
}

// An interrupted request says something about us, not about the provider.
function tellsOfProvider(row: SettlementRow): boolean {
  return row.status !== 'interrupted';
}

/**
 * Rows with the same key as one row, because one statement may touch a row only once; sorted by key, so that
 * two replicas lock rows in the same order and never wait for each other in a circle.
 */
function merge(options: UpsertOptions, rows: readonly Row[]): Row[] {
  const merged = new Map<string, Row>();
  for (const row of rows) {
    const key = options.keys.map((name) => String(row[name])).join('\u0000');
    const kept = merged.get(key);
    merged.set(key, kept ? mergeRows(options, kept, row) : row);
  }
  return [...merged.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function mergeRows({ add = [], latest = [] }: UpsertOptions, kept: Row, row: Row): Row {
  const result: Row = { ...row };
  for (const name of add) result[name] = sum(kept[name], row[name]);
  for (const name of latest) result[name] = String(kept[name]) > String(row[name]) ? kept[name] : row[name];
  return result;
}

function sum(first: unknown, second: unknown): unknown {
  return typeof first === 'bigint' ? first + (second as bigint) : (first as number) + (second as number);
}
