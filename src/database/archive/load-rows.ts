import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { sqlState } from '../engine/sql-state.ts';
import { insertRows } from '../rows/insert-rows.ts';
import { isContent, isMoreThanAStart } from '../rows/content.ts';
import { readRows } from '../rows/read-rows.ts';
import { tableNamed, type Table } from '../rows/tables.ts';
import { ArchiveError, type TableDigest } from './archive-format.ts';
import type { ArchiveBlock } from './archive-reader.ts';
import { expectTablesEmpty } from './expect-empty.ts';
import { LONG_TRANSACTION } from './open-snapshot.ts';
import { countTable, DigestCounter, expectEqual } from './table-digest.ts';

export interface LoadOptions {
  tables: readonly Table[];
  /** The rows in any order of tables; returns what was read. */
  blocks: AsyncGenerator<ArchiveBlock, readonly TableDigest[]>;
  /** Called before all is kept. An error keeps nothing. */
  beforeCommit?: () => Promise<void>;
}

const LOCKED =
  'another program writes to the target. Stop it, or wait until it has ended, then run this again';

/**
 * Fills an empty database in one transaction, and compares every row before it is kept: whatever ends it, a kill too,
 * leaves the database empty. Throws an `ArchiveError` where the database holds anything.
 */
export async function loadRows(database: Database, options: LoadOptions): Promise<readonly TableDigest[]> {
  const { engine, client } = database;
  const fill = async (connection: Connection) => {
    await takeTables(connection, database, options.tables);
    const read = await insertAll(connection, database, options.blocks);
    await expectKept(connection, database, options.tables, read);
    await options.beforeCommit?.();
    return read;
  };
  const digests = await client.$transaction(fill, LONG_TRANSACTION).catch((error: unknown) => {
    throw isLocked(error) ? new ArchiveError(LOCKED, { cause: error }) : error;
  });
  // By itself the planner notices a minute later.
  if (engine === 'postgresql') await client.$executeRawUnsafe('ANALYZE');
  return digests;
}

/** SQLite: busy. PostgreSQL: a lock was not to be had in time. */
function isLocked(error: unknown): boolean {
  return (
    sqlState(error) === '5' || sqlState(error) === '55P03' || /SQLITE_BUSY|is locked/.test(String(error))
  );
}

/** Keeps others, such as a second restore or a bot, from writing meanwhile. SQLite has one writer anyway. */
async function takeTables(
  connection: Connection,
  { engine }: Database,
  tables: readonly Table[],
): Promise<void> {
  if (engine === 'postgresql') {
    const names = tables.map(({ name }) => `"${name}"`).join(', ');
    await connection.$executeRawUnsafe(`LOCK TABLE ${names} IN SHARE ROW EXCLUSIVE MODE`);
  }
  await expectTablesEmpty(connection, tables);
  // What a bot noted at its start is in the archive, too, as of the bot that is to go on.
  for (const table of tables.filter((one) => isMoreThanAStart(one) !== 'true'))
    await connection.$executeRawUnsafe(`DELETE FROM "${table.name}" WHERE ${isContent(table)}`);
}

async function insertAll(
  connection: Connection,
  { engine }: Database,
  blocks: LoadOptions['blocks'],
): Promise<readonly TableDigest[]> {
  for (;;) {
    const { done, value } = await blocks.next();
    if (done) return value;
    try {
      await insertRows(connection, engine, value.table, value.rows);
    } catch (error) {
      const rows = `rows of ${value.table.name}`;
      throw new ArchiveError(`the database did not take ${rows}; nothing was kept`, { cause: error });
    }
  }
}

async function expectKept(
  connection: Connection,
  { engine }: Database,
  tables: readonly Table[],
  wanted: readonly TableDigest[],
): Promise<void> {
  for (const table of tables) {
    const where = isContent(tableNamed(table.name));
    const counter = new DigestCounter(table);
    for await (const page of readRows(connection, table, { engine, where }))
      for (const row of page) counter.add(row);
    const digests = wanted.filter(({ name }) => name === table.name);
    expectEqual([await countTable(connection, table, where)], digests, 'the filled database');
    expectEqual([counter.digest()], digests, 'the filled database');
  }
}
