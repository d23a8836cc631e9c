import type { Day } from '../../foundation/day.ts';
import type { Database } from '../engine/database.ts';
import { tableOf } from './account-store.ts';

/** What was booked on one day, as finely as totals tell it apart. */
export interface DetailRow {
  date: Day;
  provider: string;
  /** `null` for one account, whose totals do not tell; likewise the other fields that may be `null`. */
  model: string | null;
  actionType: string | null;
  status: string | null;
  requests: number;
  failed: number;
  promptTokens: number;
  completionTokens: number;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  totalTokens: number;
  costPicoUsd: bigint;
  /** `null` where there was no cost, too. */
  costSource: string | null;
}

export interface DetailQuery {
  from: Day;
  to: Day;
  /** Only the requests of this person, or of the group with this negative id. */
  userId: bigint | null;
}

export interface DetailStore {
  /** Ordered by day and provider. */
  details(query: DetailQuery): Promise<DetailRow[]>;
}

/** Every value as text, as the databases tell sums. */
export type RawDetail = Record<
  'date' | 'provider' | 'requests' | 'failed' | 'prompt' | 'completion' | 'total' | 'cost',
  string
> &
  Partial<Record<'model' | 'action_type' | 'status' | 'cached' | 'reasoning' | 'cost_source', string>>;

const ALL = ['model', 'action_type', 'status', 'cost_source'];

/** The daily totals, for spreadsheets. They outlive the single requests. */
export function createDetailStore({ client, dialect }: Database): DetailStore {
  const sums = (columns: Readonly<Record<string, string>>) =>
    Object.entries(columns).map(([name, column]) => `${dialect.exactSum(column)} AS ${name}`);
  const shared = {
    requests: 'requests',
    prompt: 'prompt_tokens',
    completion: 'completion_tokens',
    total: 'total_tokens',
    cost: 'cost_pico_usd',
  };
  const select = (table: string, groups: readonly string[], columns: Readonly<Record<string, string>>) => {
    const names = ['provider', ...groups].join(', ');
    return (
      `SELECT ${dialect.dayText(`${table}.date`)} AS date, ${names}, ${sums({ ...shared, ...columns }).join(', ')} ` +
      `FROM ${table} WHERE date >= ${dialect.day(1)} AND date <= ${dialect.day(2)}`
    );
  };
  const ofAll = `${select('ai_usage_summary', ALL, {
    failed: `CASE status WHEN 'ok' THEN 0 ELSE requests END`,
    cached: 'cached_tokens',
    reasoning: 'reasoning_tokens',
  })} GROUP BY ${grouped('ai_usage_summary', ALL)} ORDER BY ${grouped('ai_usage_summary', ALL)}`;
  const ofAccount = (table: string, idColumn: string) =>
    `${select(table, [], { failed: 'failed' })} AND ${idColumn} = ${dialect.parameter(3)} ` +
    `GROUP BY ${grouped(table, [])} ORDER BY ${grouped(table, [])}`;
  return {
    details: async ({ from, to, userId }) => {
      if (userId === null) return (await client.$queryRawUnsafe<RawDetail[]>(ofAll, from, to)).map(toDetail);
      const { table, idColumn } = tableOf(userId);
      const sql = ofAccount(table, idColumn);
      return (await client.$queryRawUnsafe<RawDetail[]>(sql, from, to, userId)).map(toDetail);
    },
  };
}

function grouped(table: string, groups: readonly string[]): string {
  return [`${table}.date`, 'provider', ...groups].join(', ');
}

function optional(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

export function toDetail(row: RawDetail): DetailRow {
  return {
    date: row.date,
    provider: row.provider,
    model: row.model ?? null,
    actionType: row.action_type ?? null,
    status: row.status ?? null,
    requests: Number(row.requests),
    failed: Number(row.failed),
    promptTokens: Number(row.prompt),
    completionTokens: Number(row.completion),
    cachedTokens: optional(row.cached),
    reasoningTokens: optional(row.reasoning),
    totalTokens: Number(row.total),
    costPicoUsd: BigInt(row.cost),
    costSource: row.cost_source === 'none' ? null : (row.cost_source ?? null),
  };
}
