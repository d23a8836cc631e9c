import type { Database } from '../engine/database.ts';
import { queryInTurn, type Change } from '../engine/query-in-turn.ts';
import { instantText, toJsonRows, type Columns } from '../engine/sql-dialect.ts';

/** An update that a process took in order to handle it. */
export interface TakenUpdate {
  updateId: number;
  payload: string;
  /** How often it was taken, this time included; beyond `MOST_SHARED_TRIES` + 1 `setTries` counts. */
  tries: number;
  receivedAt: Date;
}

/** Who takes updates, and until when they are theirs unless they renew it. */
export interface InboxLease {
  owner: string;
  until: Date;
}

/** Who takes how many updates at most. */
export interface Takeover {
  lease: InboxLease;
  limit: number;
}

/** So often an update is taken together with others; whoever takes it once more gives it a try of its own. */
export const MOST_SHARED_TRIES = 2;
/** Who changes whose an update is, does so alone. */
export const TURN = 'inbox';
const GONE: Columns = { owner: 'text', has_ended: 'int' };
/** What is forgotten of an update that is handled. */
const SETTLED = `lane = '', payload = '', owner = NULL, lease_until = NULL`;

/** Gives back what is still the owner's. `which`: a condition on the JSON array in the second parameter. */
export async function giveBack(
  { client, dialect }: Database,
  owner: string,
  which: string,
  stored: string,
): Promise<void> {
  await client.$executeRawUnsafe(
    `UPDATE inbox SET owner = NULL, lease_until = NULL, tries = ${dialect.greatest('tries - 1', '0')} ` +
      `WHERE handled_at IS NULL AND owner = ${dialect.parameter(1)} AND ${which}`,
    owner,
    stored,
  );
}

/** Whose updates are to be taken over. */
export interface GoneOwner {
  owner: string;
  /** Whether the process is known to have ended; otherwise only its lease has lapsed, which it may still renew. */
  hasEnded: boolean;
}

/** Leaves what these owners had to whoever takes it, but of those that renewed their lease meanwhile. */
export async function freeLeftBy(database: Database, gone: readonly GoneOwner[], now: Date): Promise<void> {
  const { dialect } = database;
  const among = (hasEnded: number) =>
    `owner IN (SELECT r.owner FROM ${dialect.rowsFromJson(GONE, 1)} WHERE r.has_ended = ${hasEnded})`;
  const isAlive = `o.handled_at IS NULL AND o.owner = inbox.owner AND o.lease_until > ${dialect.instant(2)}`;
  const hasLapsed = `lease_until <= ${dialect.instant(2)} AND NOT EXISTS (SELECT 1 FROM inbox o WHERE ${isAlive})`;
  await queryInTurn(database, TURN, {
    sql:
      `UPDATE inbox SET owner = NULL, lease_until = NULL WHERE handled_at IS NULL ` +
      `AND (${among(1)} OR ${among(0)} AND ${hasLapsed}) RETURNING update_id`,
    parameters: [
      toJsonRows(gone.map(({ owner, hasEnded }) => ({ owner, has_ended: hasEnded ? 1 : 0 }))),
      instantText(now),
    ],
  });
}

/** `waiting`: a condition on rows `i`. */
export function take(database: Database, takeover: Takeover, waiting: string): Promise<TakenUpdate[]> {
  const { owner, until } = takeover.lease;
  return takeInTurn(database, {
    sql: takeSql(database, takeover, waiting),
    parameters: [owner, instantText(until)],
  });
}

/** Marks the stored numbers (a JSON array) as handled, but those that another owner has by now, and takes what waited for that. */
export async function settle(
  database: Database,
  stored: string,
  now: Date,
  next: Takeover,
): Promise<TakenUpdate[]> {
  const { direct, dialect, engine } = database;
  const { owner, until } = next.lease;
  // What was given back unknowingly, after a statement whose outcome was lost, is settled as well.
  const isNoOthers = (row: string) => `(${row}owner IS NULL OR ${row}owner = ${dialect.parameter(1)})`;
  const done = (at: number, ids: number) =>
    `UPDATE inbox SET handled_at = ${dialect.instant(at)}, ${SETTLED} ` +
    `WHERE ${isNoOthers('')} AND ${dialect.isOneOf('update_id', ids)}`;
  // In SQLite's one process nothing ever waits for the end of another's answer.
  if (engine === 'sqlite') {
    await direct.$executeRawUnsafe(done(2, 3), owner, instantText(now), stored);
    return [];
  }
  const isSettled = `${isNoOthers('i.')} AND ${dialect.isOneOf('i.update_id', 4)}`;
  const waiting = `i.owner IS NULL AND i.lane IN (SELECT lane FROM lanes) AND NOT (${isSettled})`;
  return takeInTurn(database, {
    postgresWith: `lanes AS (SELECT DISTINCT lane FROM inbox i WHERE ${isSettled}), done AS (${done(3, 4)})`,
    sql: takeSql(database, next, waiting),
    parameters: [owner, instantText(until), instantText(now), stored],
  });
}

/** Parameters: the owner, and until when. */
function takeSql({ dialect }: Database, { limit }: Takeover, waiting: string): string {
  const mark = dialect.parameter(1);
  return (
    `UPDATE inbox SET owner = ${mark}, lease_until = ${dialect.instant(2)}, ` +
    `tries = CASE WHEN tries > ${MOST_SHARED_TRIES} THEN tries ELSE tries + 1 END ` +
    `WHERE update_id IN (SELECT i.update_id FROM inbox i WHERE i.handled_at IS NULL AND ${waiting} ` +
    `AND NOT EXISTS (SELECT 1 FROM inbox o WHERE o.handled_at IS NULL AND o.lane = i.lane ` +
    `AND o.owner IS NOT NULL AND o.owner <> ${mark}) ORDER BY i.update_id LIMIT ${Math.trunc(limit)}) ` +
    `RETURNING update_id, payload, tries, received_at`
  );
}

async function takeInTurn(database: Database, change: Change): Promise<TakenUpdate[]> {
  const rows = await queryInTurn<{
    update_id: number | bigint;
    payload: string;
    tries: number | bigint;
    received_at: Date | string;
  }>(database, TURN, change);
  return rows
    .map((row) => ({
      updateId: Number(row.update_id),
      payload: row.payload,
      tries: Number(row.tries),
      receivedAt: new Date(row.received_at),
    }))
    .toSorted((a, b) => a.updateId - b.updateId);
}
