import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { CountedRow } from '../totals/ledger-rows.ts';
import type { Database } from '../engine/database.ts';
import { instantText } from '../engine/sql-dialect.ts';

/** A settled request of which something is known that has a price. */
export type PricedRow = CountedRow & {
  id: string;
  audioSeconds: number | null;
  /** What the answer itself named as its cost, whatever was charged since; `null` when it named none. */
  reportedPicoUsd?: PicoUsd | null;
};

/** Where a page ended. */
export type Cursor = Pick<PricedRow, 'id' | 'createdAt'>;

type Whole = number | bigint | null;

interface RawRow {
  id: string;
  provider: string;
  model: string;
  asked_model: string | null;
  key_hash: string | null;
  action_type: string;
  status: string;
  user_id: Whole;
  chat_id: Whole;
  prompt_tokens: Whole;
  completion_tokens: Whole;
  total_tokens: Whole;
  cached_tokens: Whole;
  reasoning_tokens: Whole;
  audio_seconds: number | null;
  tokens_estimated: boolean | number | bigint;
  cost: string | null;
  reported_cost: string | null;
  cost_source: string | null;
  latency_ms: Whole;
  created_at: Date | string;
  date: Day;
}

const COLUMNS =
  'id, provider, model, asked_model, key_hash, action_type, status, user_id, chat_id, prompt_tokens, completion_tokens, total_tokens, ' +
  'cached_tokens, reasoning_tokens, audio_seconds, tokens_estimated, CAST(cost_pico_usd AS text) AS cost, ' +
  "CAST(CASE 'reported' WHEN cost_source THEN cost_pico_usd WHEN original_cost_source THEN original_cost_pico_usd END AS text) " +
  'AS reported_cost, ' +
  'cost_source, latency_ms, created_at';

/** Requests of `since` and later that have a price, in the order of their time, after `cursor`. */
export async function readPricedRows(
  { client, dialect }: Database,
  since: Day,
  cursor: Cursor,
  take: number,
): Promise<PricedRow[]> {
  const at = dialect.instant(1);
  const rows = await client.$queryRawUnsafe<RawRow[]>(
    `SELECT ${COLUMNS}, ${dialect.dayText('date')} AS date FROM ai_usage_tracking ` +
      `WHERE created_at >= ${at} AND (created_at > ${at} OR id > ${dialect.uuid(2)}) ` +
      `AND date >= ${dialect.day(3)} AND status <> 'pending' ` +
      `AND (total_tokens IS NOT NULL OR audio_seconds IS NOT NULL) ` +
      `ORDER BY created_at, id LIMIT ${Math.trunc(take)}`,
    instantText(cursor.createdAt),
    cursor.id,
    since,
  );
  return rows.map(toRow);
}

function toRow(row: RawRow): PricedRow {
  return {
    id: row.id,
    provider: row.provider,
    model: row.model,
    askedModel: row.asked_model,
    keyHash: row.key_hash ?? '',
    actionType: row.action_type,
    status: row.status,
    userId: row.user_id === null ? null : BigInt(row.user_id),
    chatId: row.chat_id === null ? null : BigInt(row.chat_id),
    promptTokens: toNumber(row.prompt_tokens),
    completionTokens: toNumber(row.completion_tokens),
    totalTokens: toNumber(row.total_tokens),
    cachedTokens: toNumber(row.cached_tokens),
    reasoningTokens: toNumber(row.reasoning_tokens),
    audioSeconds: row.audio_seconds,
    tokensEstimated: Boolean(row.tokens_estimated),
    costPicoUsd: row.cost === null ? null : BigInt(row.cost),
    costSource: row.cost_source,
    reportedPicoUsd: row.reported_cost === null ? null : BigInt(row.reported_cost),
    latencyMs: toNumber(row.latency_ms),
    createdAt: new Date(row.created_at),
    date: row.date,
  };
}

function toNumber(value: Whole): number | null {
  return value === null ? null : Number(value);
}
