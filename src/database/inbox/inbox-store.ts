import { createHash } from 'node:crypto';
import type { Database } from '../engine/database.ts';
import {
  freeLeftBy,
  giveBack,
  settle,
  take,
  TURN,
  type GoneOwner,
  type InboxLease,
  type TakenUpdate,
  type Takeover,
} from './inbox-taking.ts';
import { queryInTurn } from '../engine/query-in-turn.ts';
import { instantText, toJsonRows, type Columns } from '../engine/sql-dialect.ts';

/** An update as it came. */
export interface NewUpdate {
  updateId: number;
  /** Updates with the same lane are handled in order. */
  lane: string;
  payload: string;
}

/** The updates that are not handled, by who has them. */
export interface InboxShare {
  /** `null`: nobody has them yet. */
  owner: string | null;
  hasLapsed: boolean;
}

export interface InboxStore {
  /**
   * Stores updates at once and tells which are new and taken by `lease`: those whose lane nobody else is busy with.
   * Without a lease, they wait for another process.
   */
  add(updates: readonly NewUpdate[], lease: InboxLease | null, now: Date): Promise<Set<number>>;
  shares(now: Date): Promise<InboxShare[]>;
  /** Takes the oldest that wait, and of those that the `gone` left, in lanes that nobody else has. */
  take(takeover: Takeover, gone: readonly GoneOwner[], now: Date): Promise<TakenUpdate[]>;
  /**
   * Forgets what those of the updates said that are still this owner's; their numbers stay. Of what arrived elsewhere
   * meanwhile in the same lanes, `next` takes the oldest, at most so many: nobody else could begin with them before.
   */
  settle(updateIds: readonly number[], now: Date, next: Takeover): Promise<TakenUpdate[]>;
  /** Gives updates that are still the owner's back to whoever takes them next. */
  giveBack(updateIds: readonly number[], owner: string): Promise<void>;
  /** Gives back whatever else is the owner's. */
  giveBackAllBut(updateIds: readonly number[], owner: string): Promise<void>;
  /** Tells which updates are the owner's. */
  renew(lease: InboxLease): Promise<Set<number>>;
  setTries(updateId: number, tries: number, owner: string): Promise<void>;
  /** Forgets the numbers of what was handled before this. */
  forgetHandled(before: Date): Promise<void>;
}

/** Telegram's own numbers are below this. */
const ROOM = 2 ** 32;

const COLUMNS: Columns = {
  update_id: 'bigint',
  lane: 'text',
  payload: 'text',
  received_at: 'time',
  owner: 'text',
  lease_until: 'time',
  tries: 'int',
};

/**
 * The updates of one bot at one Telegram, which `scope` names: bots that share a database count their updates each
 * for themselves, so that one's number says nothing of another's.
 */
export function createInboxStore(database: Database, scope: string): InboxStore {
  const { client, dialect } = database;
  const numbers = numbersOf(scope);
  return {
    add: async (updates, lease, now) => {
      const rows = updates.map((update) => newRow(numbers.first, update, lease, now));
      const taken = await add(database, rows);
      return new Set(taken.map((number) => number - numbers.first));
    },
    shares: async (now) => {
      const rows = await client.$queryRawUnsafe<{ owner: string | null; lapsed: number | bigint }[]>(
        `SELECT owner, CASE WHEN MAX(lease_until) > ${dialect.instant(1)} THEN 0 ELSE 1 END AS lapsed ` +
          `FROM inbox WHERE handled_at IS NULL AND ${numbers.contain('update_id')} GROUP BY owner`,
        instantText(now),
      );
      return rows.map(({ owner, lapsed }) => ({ owner, hasLapsed: Number(lapsed) === 1 }));
    },
    take: async (takeover, gone, now) => {
      if (gone.length > 0) await freeLeftBy(database, gone, now);
      const waiting = `i.owner IS NULL AND ${numbers.contain('i.update_id')}`;
      return numbers.asSent(await take(database, takeover, waiting));
    },
    settle: async (updateIds, now, next) =>
      numbers.asSent(await settle(database, numbers.stored(updateIds), now, next)),
    giveBack: (updateIds, owner) =>
      giveBack(database, owner, dialect.isOneOf('update_id', 2), numbers.stored(updateIds)),
    giveBackAllBut: (updateIds, owner) =>
      giveBack(database, owner, `NOT (${dialect.isOneOf('update_id', 2)})`, numbers.stored(updateIds)),
    renew: async (lease) => {
      const owned = await renew(database, lease);
      return new Set(owned.map((number) => number - numbers.first));
    },
    setTries: async (updateId, tries, owner) => {
      await client.inbox.updateMany({
        where: { updateId: BigInt(numbers.first + updateId), owner },
        data: { tries },
      });
    },
    forgetHandled: async (before) => {
      await client.inbox.deleteMany({ where: { handledAt: { lt: before } } });
    },
  };
}

/** Whether Telegram could have sent this number; any other has no place in the room of its bot. */
export function isStorable(updateId: number): boolean {
  return updateId >= 0 && updateId < ROOM;
}

/** The room of a bot's numbers, all of them within what a double holds exactly. */
function numbersOf(scope: string) {
  const room = createHash('sha256').update(scope).digest().readUIntBE(0, 3) % 2 ** 20;
  const first = room * ROOM;
  return {
    first,
    contain: (column: string) => `${column} BETWEEN ${first} AND ${first + ROOM - 1}`,
    stored: (updateIds: readonly number[]) => JSON.stringify(updateIds.map((id) => first + id)),
    asSent: (taken: readonly TakenUpdate[]) =>
      taken.map((update) => ({ ...update, updateId: update.updateId - first })),
  };
}

/** Tells the numbers of those that are new and taken. */
async function add(database: Database, rows: readonly object[]): Promise<number[]> {
  const names = Object.keys(COLUMNS).join(', ');
  const isFree =
    `NOT EXISTS (SELECT 1 FROM inbox o WHERE o.handled_at IS NULL AND o.lane = r.lane ` +
    `AND (o.owner IS NULL OR o.owner <> r.owner))`;
  const read = `SELECT r.*, ${isFree} AS is_free FROM ${database.dialect.rowsFromJson(COLUMNS, 1)}`;
  const stored = await queryInTurn<{ update_id: number | bigint; owner: string | null }>(database, TURN, {
    sql:
      `WITH n AS MATERIALIZED (${read}) INSERT INTO inbox (${names}) SELECT update_id, lane, payload, received_at, ` +
      `CASE WHEN is_free THEN owner END, CASE WHEN is_free THEN lease_until END, ` +
      `CASE WHEN is_free THEN tries ELSE 0 END FROM n WHERE true ` +
      `ON CONFLICT (update_id) DO NOTHING RETURNING update_id, owner`,
    parameters: [toJsonRows(rows)],
  });
  return stored.flatMap(({ update_id, owner }) => (owner === null ? [] : [Number(update_id)]));
}

/** Tells the numbers of those that are the owner's. */
async function renew({ client, dialect }: Database, { owner, until }: InboxLease): Promise<number[]> {
  // Those that are being settled at this moment need no lease, and waiting for them could be waiting for ever.
  const others = dialect.forUpdate && `${dialect.forUpdate} SKIP LOCKED`;
  await client.$executeRawUnsafe(
    `UPDATE inbox SET lease_until = ${dialect.instant(1)} WHERE update_id IN (` +
      `SELECT update_id FROM inbox WHERE handled_at IS NULL AND owner = ${dialect.parameter(2)} ${others})`,
    instantText(until),
    owner,
  );
  const rows = await client.$queryRawUnsafe<{ update_id: number | bigint }[]>(
    `SELECT update_id FROM inbox WHERE handled_at IS NULL AND owner = ${dialect.parameter(1)}`,
    owner,
  );
  return rows.map((row) => Number(row.update_id));
}

function newRow(
  first: number,
  { updateId, lane, payload }: NewUpdate,
  lease: InboxLease | null,
  now: Date,
): object {
  return {
    update_id: first + updateId,
    lane: `${first}/${lane}`,
    payload,
    received_at: instantText(now),
    owner: lease?.owner ?? null,
    lease_until: lease ? instantText(lease.until) : null,
    tries: lease ? 1 : 0,
  };
}
