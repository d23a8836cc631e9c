import type { Day } from '../../foundation/day.ts';
import type { SettlementRow } from './ledger-rows.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';

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

interface RawTotals {
  user_id: number | bigint;
  requests: number | bigint;
  tokens: string;
  cost: string;
}

/** Any number, the same in every version: whoever sums a window or changes a closed day holds this lock. */
const WINDOW_LOCK = 7_236_971;
const FIRST_DEPTH = 50;

/**
 * The people with most tokens, without reading everybody. Closed days are summed for each person once a day;
 * that list and today's are both kept in order, and whoever is in neither's first `depth` places has at most
 * as many tokens as the last of each together. So the answer is exact as soon as its last place has that many
 * (Fagin's threshold algorithm); until then, look deeper. `primary` is where the sums are kept: a replica that has
 * them not yet reads everybody this once.
 */
export async function readTopUsers(
  database: Database,
  query: TopUsersQuery,
  primary: Database = database,
): Promise<UserTotals[]> {
  if (query.from <= query.closedTo && !(await hasWindow(database, query))) {
    if (primary === database || !(await hasWindow(primary, query))) await keepWindow(primary, query);
    if (primary !== database) return readEverybody(database, query);
  }
  for (let depth = Math.max(FIRST_DEPTH, query.take); ; depth *= 10) {
    const [closed, today] = await readFirst(database, query, depth);
    const ids = new Set([...closed, ...today].map((row) => BigInt(row.user_id)));
    const ranked = await readExact(database, query, [...ids]);
    const top = ranked.slice(0, query.take);
    const unseen = lastOf(closed, depth) + lastOf(today, depth);
    if (unseen === 0 || (top.length === query.take && (top.at(-1)?.totalTokens ?? 0) >= unseen)) return top;
  }
}

/** Tokens of the last place of a list that goes on; 0 when the list ends before. */
function lastOf(rows: readonly RawTotals[], depth: number): number {
  return rows.length < depth ? 0 : Number(rows.at(-1)?.tokens);
}

async function readFirst({ client, dialect }: Database, query: TopUsersQuery, depth: number) {
  const columns = `user_id, requests, CAST(total_tokens AS text) AS tokens, CAST(cost_pico_usd AS text) AS cost`;
  const first = `ORDER BY total_tokens DESC LIMIT ${Math.trunc(depth)}`;
  return Promise.all([
    client.$queryRawUnsafe<RawTotals[]>(
      `SELECT ${columns} FROM ai_usage_user_window ` +
        `WHERE from_date = ${dialect.day(1)} AND to_date = ${dialect.day(2)} AND user_id <> 0 ${first}`,
      query.from,
      query.closedTo,
    ),
    client.$queryRawUnsafe<RawTotals[]>(
      `SELECT ${columns} FROM ai_usage_user_summary WHERE date = ${dialect.day(1)} ${first}`,
      query.today,
    ),
  ]);
}

/** What these people have in the window and today together, most tokens first. */
async function readExact({ client, dialect }: Database, query: TopUsersQuery, ids: readonly bigint[]) {
  const wanted = dialect.isOneOf('user_id', 4);
  const rows = await client.$queryRawUnsafe<RawTotals[]>(
    `SELECT user_id, SUM(requests) AS requests, ${dialect.exactSum('total_tokens')} AS tokens, ` +
      `${dialect.exactSum('cost_pico_usd')} AS cost FROM (` +
      `SELECT user_id, requests, total_tokens, cost_pico_usd FROM ai_usage_user_window ` +
      `WHERE from_date = ${dialect.day(1)} AND to_date = ${dialect.day(2)} AND ${wanted} UNION ALL ` +
      `SELECT user_id, requests, total_tokens, cost_pico_usd FROM ai_usage_user_summary ` +
      `WHERE date = ${dialect.day(3)} AND ${wanted}) AS parts ` +
      `GROUP BY user_id ORDER BY SUM(total_tokens) DESC, user_id`,
    query.from,
    query.closedTo,
    query.today,
    JSON.stringify(ids.map(Number)),
  );
  return rows.map(toUserTotals);
}

function toUserTotals(row: RawTotals): UserTotals {
  return {
    userId: BigInt(row.user_id),
    requests: Number(row.requests),
    totalTokens: Number(row.tokens),
    costPicoUsd: BigInt(row.cost),
  };
}

/** The same from the days themselves, in time that grows with days and people. */
async function readEverybody(
  { client, dialect }: Database,
  { from, today, take }: TopUsersQuery,
): Promise<UserTotals[]> {
  const rows = await client.$queryRawUnsafe<RawTotals[]>(
    `SELECT user_id, SUM(requests) AS requests, ${dialect.exactSum('total_tokens')} AS tokens, ` +
      `${dialect.exactSum('cost_pico_usd')} AS cost FROM ai_usage_user_summary ` +
      `WHERE date >= ${dialect.day(1)} AND date <= ${dialect.day(2)} ` +
      `GROUP BY user_id ORDER BY SUM(total_tokens) DESC, user_id LIMIT ${Math.trunc(take)}`,
    from,
    today,
  );
  return rows.map(toUserTotals);
}

async function hasWindow({ client, dialect }: Database, window: TopUsersQuery): Promise<boolean> {
  const known = await client.$queryRawUnsafe<unknown[]>(
    `SELECT user_id FROM ai_usage_user_window ` +
      `WHERE from_date = ${dialect.day(1)} AND to_date = ${dialect.day(2)} AND user_id = 0`,
    window.from,
    window.closedTo,
  );
  return known.length > 0;
}

async function keepWindow(database: Database, { from, closedTo: to }: TopUsersQuery): Promise<void> {
  const { dialect } = database;
  const range = `${dialect.day(1)}, ${dialect.day(2)}`;
  await database.transaction(async (connection) => {
    await lockWindows(connection, database);
    // User 0 does not exist in Telegram: its row says that the window is summed, even when nobody used it.
    await connection.$executeRawUnsafe(
      `INSERT INTO ai_usage_user_window (from_date, to_date, user_id, requests, total_tokens, cost_pico_usd) ` +
        `SELECT ${range}, user_id, SUM(requests), SUM(total_tokens), SUM(cost_pico_usd) ` +
        `FROM ai_usage_user_summary WHERE date >= ${dialect.day(1)} AND date <= ${dialect.day(2)} ` +
        `GROUP BY user_id UNION ALL SELECT ${range}, 0, 0, 0, 0 ` +
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
  const day = database.dialect.day(1);
  for (const date of closed) {
    await connection.$executeRawUnsafe(
      `DELETE FROM ai_usage_user_window WHERE from_date <= ${day} AND to_date >= ${day}`,
      date,
    );
  }
}

/** Waits for whoever sums a window, and makes others wait for the end of this transaction. */
export async function lockWindows(connection: Connection, { engine }: Database): Promise<void> {
  if (engine === 'postgresql') {
    await connection.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${WINDOW_LOCK})`);
  }
}
