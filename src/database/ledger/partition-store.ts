import {
  covers,
  monthsFrom,
  OTHER_PARTITION,
  parsePartition,
  partitionOf,
  type Month,
  type Partition,
} from './month-partition.ts';
import { firstIdAt } from '../engine/first-id-at.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { instantText } from '../engine/sql-dialect.ts';
import { sqlState } from '../engine/sql-state.ts';
import type { Clock } from '../../foundation/clock.ts';
import { delay } from '../../foundation/delay.ts';

export interface MadePartitions {
  /** The tables that were made. */
  made: string[];
  /** Months without a table, because this role may make none: their requests go where all the others go. */
  refused: Month[];
}

export interface PartitionStore {
  /** Makes the tables of the month of `now` and of those ahead, as far as they are missing. */
  make(now: Date, monthsAhead: number): Promise<MadePartitions>;
  /** Drops the months that ended by `before`, but those in which a request is still pending; returns the requests. */
  drop(before: Date): Promise<number>;
}

/** Any number, the same in every version: whoever makes or drops parts takes turns under it. */
const PARTITION_LOCK = 7_236_972;
/** Everybody who books waits behind somebody who waits for the whole table, so nobody does so for long. */
const LOCK_TIMEOUT = '200ms';
/** PostgreSQL: the lock was not to be had in time. */
const LOCK_NOT_AVAILABLE = '55P03';
/** A request of that month went where all the others go, after it was looked for there. */
const CHECK_VIOLATION = '23514';
const INSUFFICIENT_PRIVILEGE = '42501';
const TRIES = 5;

/** The parts of `ai_usage_tracking` on PostgreSQL; SQLite has one table. */
export function createPartitionStore(database: Database, clock: Clock): PartitionStore {
  if (database.engine === 'sqlite') {
    return { make: async () => ({ made: [], refused: [] }), drop: async () => 0 };
  }
  return {
    make: (now, monthsAhead) => make(database, clock, monthsFrom(now, monthsAhead)),
    drop: (before) => drop(database, clock, before),
  };
}

async function make(database: Database, clock: Clock, months: readonly Month[]): Promise<MadePartitions> {
  const wanted = await missing(database.client, months).catch(async (error: unknown) => {
    // Whoever may not make any may perhaps not look into them either.
    if (sqlState(error) !== INSUFFICIENT_PRIVILEGE) throw error;
    const partitions = await readPartitions(database.client);
    return months.filter((month) => !isCovered(partitions, month));
  });
  if (wanted.length === 0) return { made: [], refused: [] };
  if (!(await mayChange(database.client))) return { made: [], refused: wanted };
  const made: string[] = [];
  for (const month of wanted) {
    const wasMade = await inTurn(database, clock, (connection) => makeOne(connection, month));
    if (wasMade) made.push(partitionOf(month).name);
  }
  return { made, refused: [] };
}

/** The months that no part holds, and none of whose requests went where all the others go: they stay there. */
async function missing(connection: Connection, months: readonly Month[]): Promise<Month[]> {
  const partitions = await readPartitions(connection);
  const found: Month[] = [];
  for (const month of months) {
    if (isCovered(partitions, month)) continue;
    if (!(await holdsAny(connection, OTHER_PARTITION, ofTime(partitionOf(month))))) found.push(month);
  }
  return found;
}

function isCovered(partitions: readonly Partition[], month: Month): boolean {
  return partitions.some((partition) => covers(partition, partitionOf(month)));
}

async function makeOne(connection: Connection, month: Month): Promise<boolean> {
  // Another process may have had its turn before.
  if ((await missing(connection, [month])).length === 0) return false;
  const { name, from, to } = partitionOf(month);
  await connection.$executeRawUnsafe(
    `CREATE TABLE ${name} PARTITION OF ai_usage_tracking ` +
      `FOR VALUES FROM ('${firstIdAt(from ?? to)}') TO ('${firstIdAt(to)}')`,
  );
  return true;
}

async function drop(database: Database, clock: Clock, before: Date): Promise<number> {
  const over = (await readPartitions(database.client)).filter(({ to }) => to <= before);
  if (over.length === 0 || !(await mayChange(database.client))) return 0;
  let dropped = 0;
  for (const partition of over) dropped += await dropOne(database, clock, partition, before);
  return dropped;
}

/** Counted before anybody has to wait: what is so old is not added to any more. */
async function dropOne(database: Database, clock: Clock, { name }: Partition, before: Date): Promise<number> {
  const needed = `status = 'pending' OR created_at >= '${instantText(before)}'`;
  if (await holdsAny(database.client, name, needed)) return 0;
  const requests = await count(database.client, name);
  const wasDropped = await inTurn(database, clock, async (connection) => {
    // From the whole to the part, as everybody else: else two could wait for each other.
    await connection.$executeRawUnsafe('LOCK TABLE ONLY ai_usage_tracking IN ACCESS EXCLUSIVE MODE');
    const isThere = (await readPartitions(connection)).some((partition) => partition.name === name);
    if (!isThere || (await holdsAny(connection, name, needed))) return false;
    await connection.$executeRawUnsafe(`DROP TABLE ${name}`);
    return true;
  });
  return wasDropped ? requests : 0;
}

/** Runs `work` alone, trying again where somebody held the table for longer than others should wait. */
async function inTurn(
  database: Database,
  clock: Clock,
  work: (connection: Connection) => Promise<boolean>,
): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await database.transaction(async (connection) => {
        await connection.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${PARTITION_LOCK})`);
        await connection.$executeRawUnsafe(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
        return work(connection);
      });
    } catch (error) {
      if (sqlState(error) === CHECK_VIOLATION) return false;
      if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
      if (attempt === TRIES) return false;
      await delay(clock, attempt * 100);
    }
  }
}

async function readPartitions(connection: Connection): Promise<Partition[]> {
  const rows = await connection.$queryRawUnsafe<{ name: string; bound: string }[]>(
    `SELECT CAST(part.relname AS text) AS name, pg_get_expr(part.relpartbound, part.oid) AS bound ` +
      `FROM pg_inherits JOIN pg_class part ON part.oid = inhrelid ` +
      `WHERE inhparent = 'ai_usage_tracking'::regclass ORDER BY 1`,
  );
  return rows.flatMap(({ name, bound }) => parsePartition(name, bound) ?? []);
}

/** Whether this role owns the table: only an owner makes and drops its parts. */
async function mayChange(connection: Connection): Promise<boolean> {
  const [row] = await connection.$queryRawUnsafe<{ may: boolean }[]>(
    `SELECT pg_has_role(relowner, 'USAGE') AND has_schema_privilege(relnamespace, 'CREATE') AS may ` +
      `FROM pg_class WHERE oid = 'ai_usage_tracking'::regclass`,
  );
  return row?.may ?? false;
}

function ofTime({ from, to }: Partition): string {
  return `id >= '${firstIdAt(from ?? to)}' AND id < '${firstIdAt(to)}'`;
}

async function holdsAny(connection: Connection, table: string, condition: string): Promise<boolean> {
  const rows = await connection.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM ${table} WHERE ${condition} LIMIT 1`,
  );
  return rows.length > 0;
}

async function count(connection: Connection, table: string): Promise<number> {
  const [row] = await connection.$queryRawUnsafe<{ requests: bigint }[]>(
    `SELECT COUNT(*) AS requests FROM ${table}`,
  );
  return Number(row?.requests);
}
