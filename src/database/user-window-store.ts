import type { Day } from '../foundation/day.ts';
import type { Connection, Database } from './open-database.ts';
import type { SettlementRow } from './ledger-rows.ts';

export interface UserTotals {
  userId: bigint;
  requests: number;
  totalTokens: number;
  costPicoUsd: bigint;
}

export interface TopUsersQuery {
  from: Day;
  /** The last closed day: everything up to it is summed once and kept. */
  closedTo: Day;
  today: Day;
  take: number;
}

/** Any number, the same in every version: whoever sums a window or changes a closed day holds this lock. */
const WINDOW_LOCK = 7_236_971;

/**
 * The people with most tokens. Closed days are summed for each person once a day and window; after that a
 * list costs one row a person, however many requests and days it covers.
 */
export async function readTopUsers(database: Database, query: TopUsersQuery): Promise<UserTotals[]> {
  if (query.from <= query.closedTo) await ensureWindow(database, query.from, query.closedTo);
  const { dialect, client } = database;
  const rows = await client.$queryRawUnsafe<
    { user_id: number | bigint; requests: number | bigint; tokens: string; cost: string }[]
  >(
    `SELECT user_id, SUM(requests) AS requests, ${dialect.exactSum('total_tokens')} AS tokens, ` +
      `${dialect.exactSum('cost_pico_usd')} AS cost FROM (` +
      `SELECT user_id, requests, total_tokens, cost_pico_usd FROM ai_usage_user_window ` +
      `WHERE from_date = ${dialect.day(1)} AND to_date = ${dialect.day(2)} AND user_id <> 0 UNION ALL ` +
      `SELECT user_id, requests, total_tokens, cost_pico_usd FROM ai_usage_user_summary ` +
      `WHERE date = ${dialect.day(3)}) AS parts ` +
      `GROUP BY user_id ORDER BY SUM(total_tokens) DESC, user_id LIMIT ${Math.trunc(query.take)}`,
    query.from,
    query.closedTo,
    query.today,
  );
  return rows.map((row) => ({
    userId: BigInt(row.user_id),
    requests: Number(row.requests),
    totalTokens: Number(row.tokens),
    costPicoUsd: BigInt(row.cost),
  }));
}

async function ensureWindow(database: Database, from: Day, to: Day): Promise<void> {
  const { dialect, client } = database;
  const range = `from_date = ${dialect.day(1)} AND to_date = ${dialect.day(2)}`;
  const known = await client.$queryRawUnsafe<unknown[]>(
    `SELECT user_id FROM ai_usage_user_window WHERE ${range} AND user_id = 0`,
    from,
    to,
  );
  if (known.length > 0) return;
  await database.transaction(async (connection) => {
    await lockWindows(connection, database);
    // User 0 does not exist in Telegram: its row says that the window is summed, even when nobody used it.
    await connection.$executeRawUnsafe(
      `INSERT INTO ai_usage_user_window (from_date, to_date, user_id, requests, total_tokens, cost_pico_usd) ` +
        `SELECT ${dialect.day(1)}, ${dialect.day(2)}, user_id, SUM(requests), SUM(total_tokens), SUM(cost_pico_usd) ` +
        `FROM ai_usage_user_summary WHERE date >= ${dialect.day(1)} AND date <= ${dialect.day(2)} ` +
        `GROUP BY user_id UNION ALL SELECT ${dialect.day(1)}, ${dialect.day(2)}, 0, 0, 0, 0 ` +
        `ON CONFLICT (from_date, to_date, user_id) DO NOTHING`,
      from,
      to,
    );
    await connection.$executeRawUnsafe(
      `DELETE FROM ai_usage_user_window WHERE to_date < ${dialect.day(1)}`,
      to,
    );
  });
}

/** Drops the windows that hold a closed day which just changed; the next report sums them anew. */
export async function forgetWindows(
  connection: Connection,
  database: Database,
  settled: readonly Pick<SettlementRow, 'date'>[],
  today: Day,
): Promise<void> {
  const closed = new Set(settled.map((row) => row.date).filter((date) => date < today));
  if (closed.size === 0) return;
  await lockWindows(connection, database);
  for (const date of closed) {
    const day = database.dialect.day(1);
    await connection.$executeRawUnsafe(
      `DELETE FROM ai_usage_user_window WHERE from_date <= ${day} AND to_date >= ${day}`,
      date,
    );
  }
}

async function lockWindows(connection: Connection, { engine }: Database): Promise<void> {
  if (engine === 'postgresql') {
    await connection.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${WINDOW_LOCK})`);
  }
}
