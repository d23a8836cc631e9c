import { picoToDecimal } from '../../foundation/money/money.ts';
import type { BookingRow, SettlementRow } from '../totals/ledger-rows.ts';
import { instantText, type Columns } from '../engine/sql-dialect.ts';

/** What a request is from its beginning to its end. */
export const REQUEST_COLUMNS: Columns = {
  id: 'uuid',
  provider: 'text',
  model: 'text',
  key_hash: 'text',
  action_type: 'text',
  user_id: 'bigint',
  chat_id: 'bigint',
  created_at: 'time',
  date: 'date',
};

export const BOOKING_COLUMNS: Columns = {
  ...REQUEST_COLUMNS,
  status: 'text',
  prompt_tokens: 'int',
  audio_seconds: 'float',
  reserved_tokens: 'int',
  tokens_estimated: 'bool',
  lease_owner: 'text',
  lease_until: 'time',
};

export const SETTLEMENT_COLUMNS: Columns = {
  id: 'uuid',
  model: 'text',
  asked_model: 'text',
  status: 'text',
  prompt_tokens: 'int',
  completion_tokens: 'int',
  total_tokens: 'int',
  cached_tokens: 'int',
  reasoning_tokens: 'int',
  audio_seconds: 'float',
  tokens_estimated: 'bool',
  rate_limit_info: 'json',
  remaining_requests: 'bigint',
  remaining_tokens: 'bigint',
  cost_estimate: 'decimal',
  cost_pico_usd: 'bigint',
  cost_source: 'text',
  error_reason: 'text',
  error_message: 'text',
  latency_ms: 'int',
};

/** A booking in the terms of `BOOKING_COLUMNS`. */
export function bookingRow(booking: BookingRow, reservedTokens: number | null): object {
  return {
    id: booking.id,
    provider: booking.provider,
    model: booking.model,
    key_hash: booking.keyHash ?? null,
    action_type: booking.actionType,
    status: 'pending',
    user_id: booking.userId,
    chat_id: booking.chatId,
    prompt_tokens: booking.estimatedPromptTokens,
    audio_seconds: booking.estimatedAudioSeconds ?? null,
    reserved_tokens: reservedTokens,
    tokens_estimated: true,
    lease_owner: booking.leaseOwner,
    lease_until: instantText(booking.leaseUntil),
    created_at: instantText(booking.createdAt),
    date: booking.date,
  };
}

/** A settlement in the terms of `SETTLEMENT_COLUMNS`. */
export function settlementRow(row: SettlementRow): object {
  return {
    id: row.id,
    model: row.model,
    asked_model: row.askedModel ?? null,
    status: row.status,
    prompt_tokens: row.promptTokens,
    completion_tokens: row.completionTokens,
    total_tokens: row.totalTokens,
    cached_tokens: row.cachedTokens,
    reasoning_tokens: row.reasoningTokens,
    audio_seconds: row.audioSeconds,
    tokens_estimated: row.tokensEstimated,
    rate_limit_info: row.rateLimitInfo,
    remaining_requests: row.remainingRequests,
    remaining_tokens: row.remainingTokens,
    cost_estimate: row.costPicoUsd === null ? null : picoToDecimal(row.costPicoUsd),
    cost_pico_usd: row.costPicoUsd,
    cost_source: row.costSource,
    error_reason: row.errorReason,
    error_message: row.errorMessage,
    latency_ms: row.latencyMs,
  };
}
