import { addDays } from '../../foundation/day.ts';
import type { Database } from '../engine/database.ts';
import {
  createDetailStore,
  toDetail,
  type DetailQuery,
  type DetailRow,
  type RawDetail,
} from './detail-store.ts';

/** What one person, or one group, used. */
export type AccountDetailQuery = DetailQuery & { userId: bigint };

export interface AccountDetailStore {
  /** As fine as the single requests tell it, and where these are cleaned up, as the account's totals do. */
  details(query: AccountDetailQuery): Promise<DetailRow[]>;
}

const GROUPS = 'date, provider, model, action_type, status, cost_source';

/** The days of an account for spreadsheets: its totals keep no model and no action, its requests do. */
export function createAccountDetailStore(database: Database): AccountDetailStore {
  const totals = createDetailStore(database);
  return {
    details: async (query) => {
      const [coarse, fine] = await Promise.all([totals.details(query), readFine(database, query)]);
      const fineOf = new Map<string, DetailRow[]>();
      for (const row of fine) fineOf.set(keyOf(row), [...(fineOf.get(keyOf(row)) ?? []), row]);
      return coarse.flatMap((row) => {
        const rows = fineOf.get(keyOf(row)) ?? [];
        const counted = rows.reduce((sum, { requests }) => sum + requests, 0);
        return counted === row.requests ? rows : [row];
      });
    },
  };
}

/** Requests under way are in no total yet. */
async function readFine(
  { client, dialect }: Database,
  { from, to, userId }: AccountDetailQuery,
): Promise<DetailRow[]> {
  const sum = (column: string, name: string) => `${dialect.exactSum(column)} AS ${name}`;
  const sums = [
    sum('1', 'requests'),
    sum(`CASE status WHEN 'ok' THEN 0 ELSE 1 END`, 'failed'),
    sum('prompt_tokens', 'prompt'),
    sum('completion_tokens', 'completion'),
    sum('cached_tokens', 'cached'),
    sum('reasoning_tokens', 'reasoning'),
    sum('total_tokens', 'total'),
    sum('cost_pico_usd', 'cost'),
  ];
  const rows = await client.$queryRawUnsafe<RawDetail[]>(
    `SELECT ${dialect.dayText('ai_usage_tracking.date')} AS date, provider, model, action_type, status, ` +
      `COALESCE(cost_source, 'none') AS cost_source, ${sums.join(', ')} FROM ai_usage_tracking ` +
      `WHERE ai_usage_tracking.date >= ${dialect.day(1)} AND ai_usage_tracking.date <= ${dialect.day(2)} ` +
      // The day is one of the operator's time zone: these times bound what the indexes on them are asked for.
      `AND created_at >= ${dialect.instant(3)} AND created_at < ${dialect.instant(4)} ` +
      `AND ${userId < 0n ? 'chat_id' : 'user_id'} = ${dialect.parameter(5)} AND status <> 'pending' ` +
      `GROUP BY ai_usage_tracking.${GROUPS} ORDER BY ai_usage_tracking.${GROUPS}`,
    from,
    to,
    `${addDays(from, -1)}T00:00:00.000+00:00`,
    `${addDays(to, 2)}T00:00:00.000+00:00`,
    userId,
  );
  return rows.map(toDetail);
}

function keyOf({ date, provider }: DetailRow): string {
  return `${date}/${provider}`;
}
