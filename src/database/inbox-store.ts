import { createHash } from 'node:crypto';
import type { Connection, Database } from './open-database.ts';
import { instantText, toJsonRows, type Columns } from './sql-dialect.ts';
import { takeTurns } from './take-turns.ts';

/** An update as it came. */
export interface NewUpdate {
  updateId: number;
  /** Updates with the same lane are handled in order. */
  lane: string;
  payload: string;
}

/** An update that a process took in order to handle it. */
export interface TakenUpdate {
  updateId: number;
  payload: string;
  /** How often it was taken, this time included; beyond `MOST_SHARED_TRIES` + 1 `setTries` counts. */
  tries: number;
}

/** Who takes updates, and until when they are theirs unless they renew it. */
export interface InboxLease {
  owner: string;
  until: Date;
}

/** The updates that are not handled, by who has them. */
export interface InboxShare {
  /** `null`: nobody has them yet. */
  owner: string | null;
  hasLapsed: boolean;
}

export interface InboxStore {
  /**
   * Stores updates in one transaction and tells which are new and taken by `lease`: those whose lane nobody else is
   * busy with. Without a lease, they wait for another process.
   */
  add(updates: readonly NewUpdate[], lease: InboxLease | null, now: Date): Promise<Set<number>>;
  shares(now: Date): Promise<InboxShare[]>;
  /** Takes at most `take` of the oldest that wait, and of those that the `gone` left, in lanes that nobody else has. */
  take(lease: InboxLease, gone: readonly string[], take: number): Promise<TakenUpdate[]>;
  /** Forgets what the updates said; their numbers stay. */
  settle(updateIds: readonly number[], now: Date): Promise<void>;
  /** Gives updates back to whoever takes them next. */
  giveBack(updateIds: readonly number[]): Promise<void>;
  renew(lease: InboxLease): Promise<void>;
  setTries(updateId: number, tries: number): Promise<void>;
  /** Settles what came before `before` and was never handled; tells how many there were. */
  dropOld(before: Date, now: Date): Promise<number>;
  /** Forgets the numbers of what was handled before this. */
  forgetHandled(before: Date): Promise<void>;
}

const COLUMNS: Columns = {
  update_id: 'bigint',
  lane: 'text',
  payload: 'text',
  received_at: 'time',
  owner: 'text',
  lease_until: 'time',
  tries: 'int',
};
/** So often an update is taken together with others; whoever takes it once more gives it a try of its own. */
export const MOST_SHARED_TRIES = 2;
const TURN = 'inbox';
const SETTLED = `lane = '', payload = '', owner = NULL, lease_until = NULL`;

/**
 * The updates of one bot at one Telegram, which `scope` names: bots that share a database count their updates each
 * for themselves, so that one's number says nothing of another's.
 */
export function createInboxStore(database: Database, scope: string): InboxStore {
  const { client, dialect } = database;
  const numbers = numbersOf(scope);
  const mark = (position: number) => dialect.parameter(position);
  return {
    add: async (updates, lease, now) => {
      const scoped = updates.map((update) => ({
        ...update,
        updateId: numbers.first + update.updateId,
        lane: `${numbers.first}/${update.lane}`,
      }));
      const taken = await inTurn(database, (connection) => add(connection, database, scoped, lease, now));
      return new Set([...taken].map((number) => number - numbers.first));
    },
    shares: async (now) => {
      const rows = await client.$queryRawUnsafe<{ owner: string | null; lapsed: number | bigint }[]>(
        `SELECT owner, CASE WHEN MAX(lease_until) > ${dialect.instant(1)} THEN 0 ELSE 1 END AS lapsed ` +
          `FROM inbox WHERE handled_at IS NULL AND ${numbers.contain('update_id')} GROUP BY owner`,
        instantText(now),
      );
      return rows.map(({ owner, lapsed }) => ({ owner, hasLapsed: Number(lapsed) === 1 }));
    },
    take: (lease, gone, limit) =>
      inTurn(database, async (connection) => {
        if (gone.length > 0) await freeLeftBy(connection, database, gone);
        const taken = await take(connection, database, lease, limit, numbers.contain('i.update_id'));
        return taken.map((update) => ({ ...update, updateId: update.updateId - numbers.first }));
      }),
    settle: async (updateIds, now) => {
      await client.$executeRawUnsafe(
        `UPDATE inbox SET handled_at = ${dialect.instant(1)}, ${SETTLED} WHERE ${dialect.isOneOf('update_id', 2)}`,
        instantText(now),
        JSON.stringify(updateIds.map((id) => numbers.first + id)),
      );
    },
    giveBack: async (updateIds) => {
      await client.$executeRawUnsafe(
        `UPDATE inbox SET owner = NULL, lease_until = NULL, tries = ${dialect.greatest('tries - 1', '0')} ` +
          `WHERE handled_at IS NULL AND ${dialect.isOneOf('update_id', 1)}`,
        JSON.stringify(updateIds.map((id) => numbers.first + id)),
      );
    },
    renew: async ({ owner, until }) => {
      // Those that are being settled at this moment need no lease, and waiting for them could be waiting for ever.
      const others = dialect.forUpdate && `${dialect.forUpdate} SKIP LOCKED`;
      await client.$executeRawUnsafe(
        `UPDATE inbox SET lease_until = ${dialect.instant(1)} WHERE update_id IN (` +
          `SELECT update_id FROM inbox WHERE handled_at IS NULL AND owner = ${mark(2)} ${others})`,
        instantText(until),
        owner,
      );
    },
    setTries: async (updateId, tries) => {
      await client.inbox.updateMany({
        where: { updateId: BigInt(numbers.first + updateId) },
        data: { tries },
      });
    },
    dropOld: (before, now) =>
      client.$executeRawUnsafe(
        `UPDATE inbox SET handled_at = ${dialect.instant(1)}, ${SETTLED} ` +
          `WHERE handled_at IS NULL AND received_at < ${dialect.instant(2)}`,
        instantText(now),
        instantText(before),
      ),
    forgetHandled: async (before) => {
      await client.inbox.deleteMany({ where: { handledAt: { lt: before } } });
    },
  };
}

/** The room of a bot's numbers: Telegram's own are below 2^32, and all of them within what a double holds exactly. */
function numbersOf(scope: string): { first: number; contain: (column: string) => string } {
  const room = createHash('sha256').update(scope).digest().readUIntBE(0, 3) % 2 ** 20;
  const first = room * 2 ** 32;
  return { first, contain: (column) => `${column} BETWEEN ${first} AND ${first + 2 ** 32 - 1}` };
}

/** Two processes that looked at the same lane at once could both take of it. SQLite has one writer anyway. */
function inTurn<Result>(
  database: Database,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (connection) => {
    await takeTurns(connection, database, TURN);
    return work(connection);
  });
}

async function add(
  connection: Connection,
  { dialect }: Database,
  updates: readonly NewUpdate[],
  lease: InboxLease | null,
  now: Date,
): Promise<Set<number>> {
  const isFree =
    `NOT EXISTS (SELECT 1 FROM inbox o WHERE o.handled_at IS NULL AND o.lane = r.lane ` +
    `AND (o.owner IS NULL OR o.owner <> r.owner))`;
  const rows = await connection.$queryRawUnsafe<{ update_id: number | bigint; owner: string | null }[]>(
    `INSERT INTO inbox (update_id, lane, payload, received_at, owner, lease_until, tries) ` +
      `SELECT r.update_id, r.lane, r.payload, r.received_at, CASE WHEN ${isFree} THEN r.owner END, ` +
      `CASE WHEN ${isFree} THEN r.lease_until END, CASE WHEN ${isFree} THEN r.tries ELSE 0 END ` +
      `FROM ${dialect.rowsFromJson(COLUMNS, 1)} WHERE true ` +
      `ON CONFLICT (update_id) DO NOTHING RETURNING update_id, owner`,
    toJsonRows(updates.map((update) => newRow(update, lease, now))),
  );
  return new Set(rows.flatMap(({ update_id, owner }) => (owner === null ? [] : [Number(update_id)])));
}

function newRow({ updateId, lane, payload }: NewUpdate, lease: InboxLease | null, now: Date): object {
  return {
    update_id: updateId,
    lane,
    payload,
    received_at: instantText(now),
    owner: lease?.owner ?? null,
    lease_until: lease ? instantText(lease.until) : null,
    tries: lease ? 1 : 0,
  };
}

async function freeLeftBy(
  connection: Connection,
  { dialect }: Database,
  owners: readonly string[],
): Promise<void> {
  await connection.$executeRawUnsafe(
    `UPDATE inbox SET owner = NULL, lease_until = NULL WHERE handled_at IS NULL ` +
      `AND owner IN (SELECT owner FROM ${dialect.rowsFromJson({ owner: 'text' }, 1)})`,
    toJsonRows(owners.map((owner) => ({ owner }))),
  );
}

async function take(
  connection: Connection,
  { dialect }: Database,
  { owner, until }: InboxLease,
  limit: number,
  isInScope: string,
): Promise<TakenUpdate[]> {
  const mark = dialect.parameter(1);
  const rows = await connection.$queryRawUnsafe<
    { update_id: number | bigint; payload: string; tries: number | bigint }[]
  >(
    `UPDATE inbox SET owner = ${mark}, lease_until = ${dialect.instant(2)}, ` +
      `tries = CASE WHEN tries > ${MOST_SHARED_TRIES} THEN tries ELSE tries + 1 END ` +
      `WHERE update_id IN (SELECT i.update_id FROM inbox i WHERE i.handled_at IS NULL AND i.owner IS NULL AND ${isInScope} ` +
      `AND NOT EXISTS (SELECT 1 FROM inbox o WHERE o.handled_at IS NULL AND o.lane = i.lane ` +
      `AND o.owner IS NOT NULL AND o.owner <> ${mark}) ORDER BY i.update_id LIMIT ${Math.trunc(limit)}) ` +
      `RETURNING update_id, payload, tries`,
    owner,
    instantText(until),
  );
  return rows
    .map((row) => ({ updateId: Number(row.update_id), payload: row.payload, tries: Number(row.tries) }))
    .toSorted((a, b) => a.updateId - b.updateId);
}
