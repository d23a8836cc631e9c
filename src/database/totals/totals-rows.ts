import { latencyBucket } from './latency-bucket.ts';
import type { CountedRow, QuotaReadingRow, SettlementRow } from './ledger-rows.ts';
import type { Row } from './merge-rows.ts';
import { instantText } from '../engine/sql-dialect.ts';

// What one settled request adds to each of the totals.

export function summaryRow(row: CountedRow): Row {
  return {
    date: row.date,
    provider: row.provider,
    model: row.model,
    action_type: row.actionType,
    status: row.status,
    cost_source: row.costSource ?? 'none',
    // What cost nothing rests on no estimate.
    tokens_estimated: row.costSource !== null && row.tokensEstimated,
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

export function userRow(row: CountedRow): Row {
  return {
    date: row.date,
    user_id: row.userId,
    requests: 1,
    total_tokens: BigInt(row.totalTokens ?? 0),
    cost_pico_usd: row.costPicoUsd ?? 0n,
  };
}

/** What a request adds to the totals of its group. */
export function chatRow(row: CountedRow): Row {
  const { user_id: _, ...shared } = userProviderRow(row);
  return { ...shared, chat_id: row.chatId ?? 0n };
}

/** Whether a request was made in a group or a channel. */
export function isOfGroup({ chatId }: Pick<CountedRow, 'chatId'>): boolean {
  return typeof chatId === 'bigint' && chatId < 0n;
}

export function userProviderRow(row: CountedRow): Row {
  return {
    user_id: row.userId,
    date: row.date,
    provider: row.provider,
    requests: 1,
    failed: row.status === 'ok' ? 0 : 1,
    prompt_tokens: BigInt(row.promptTokens ?? 0),
    completion_tokens: BigInt(row.completionTokens ?? 0),
    total_tokens: BigInt(row.totalTokens ?? 0),
    cost_pico_usd: row.costPicoUsd ?? 0n,
    flat_cost_pico_usd: row.costSource === 'flat' ? (row.costPicoUsd ?? 0n) : 0n,
    last_used_at: instantText(row.createdAt),
  };
}

export function hourRow(row: CountedRow): Row {
  const hour = new Date(row.createdAt);
  hour.setUTCMinutes(0, 0, 0);
  return {
    hour: instantText(hour),
    provider: row.provider,
    model: askedModel(row),
    key_hash: row.keyHash ?? '',
    requests: 1,
    answered: row.status === 'ok' ? 1 : 0,
    total_tokens: BigInt(row.totalTokens ?? 0),
    cost_pico_usd: row.costPicoUsd ?? 0n,
  };
}

/** The model by the name that quotas know it by. */
export function askedModel({ model, askedModel: asked }: Pick<CountedRow, 'model' | 'askedModel'>): string {
  return asked ?? model;
}

export function latencyRow(row: SettlementRow): Row {
  const bucket = latencyBucket(row.latencyMs ?? 0);
  return { date: row.date, provider: row.provider, model: row.model, bucket, requests: 1 };
}

/** `others` is how many requests of the model are settled together with the one that brought the reading. */
export function readingRow(reading: QuotaReadingRow, others: number): Row {
  const counts = reading.unit === 'requests' && reading.source === 'reported' && reading.remaining !== null;
  const observedAt = instantText(reading.observedAt);
  return {
    provider: reading.provider,
    key_hash: reading.keyHash ?? '',
    model: reading.model,
    unit: reading.unit,
    window: reading.window,
    quota_limit: reading.limit,
    remaining: reading.remaining,
    reset_at: reading.resetAt && instantText(reading.resetAt),
    source: reading.source,
    observed_at: observedAt,
    // They may be in the counter already or not; counting them can only hide a difference, never make one up.
    ...(counts
      ? { baseline_remaining: reading.remaining, baseline_at: observedAt, booked_since: others }
      : { baseline_remaining: null, baseline_at: null, booked_since: 0 }),
  };
}

export function outcomeRow(row: SettlementRow, now: Date): Row {
  return {
    provider: row.provider,
    key_hash: row.keyHash ?? '',
    status: row.status,
    model: row.model,
    reason: row.errorReason,
    retry_at: row.retryAt && instantText(row.retryAt),
    observed_at: instantText(now),
  };
}
