import { existsSync } from 'node:fs';
import type { Engine } from '../engine/engine.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { explainFailure, type DatabaseSetting } from '../engine/failures/explain-failure.ts';
import { explained } from '../engine/failures/explained.ts';
import { openDatabase } from '../engine/open-database.ts';
import { pendingMigrations, newestMigration } from '../engine/migrations/pending-migrations.ts';
import type { PortableRow } from '../rows/portable-row.ts';
import { isContent } from '../rows/content.ts';
import { readRows } from '../rows/read-rows.ts';
import type { Table } from '../rows/tables.ts';
import { ArchiveError, type TableDigest } from './archive-format.ts';
import { countTable } from './table-digest.ts';

/** A database as it was at one moment, whatever a bot writes meanwhile. */
export interface Snapshot {
  engine: Engine;
  /** Its newest migration. */
  migration: string;
  count(table: Table): Promise<Omit<TableDigest, 'sha256'>>;
  rows(table: Table): AsyncGenerator<PortableRow[]>;
}

/** Milliseconds: a day, because a large database on a slow disk takes its time. */
export const LONG_TRANSACTION = { maxWait: 10_000, timeout: 86_400_000 };

/** Lends `work` a database as it is now. Nothing in it changes, and nobody waits for it. */
export async function withSnapshot<Result>(
  url: string,
  work: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const database = await openSource(url);
  try {
    await expectMigrated(database);
    const migration = await newestMigration(database.engine);
    const lend = (connection: Connection) =>
      work(snapshotOf({ engine: database.engine, migration, url }, connection));
    return await (database.engine === 'sqlite' ? readSqlite(database, lend) : readPostgres(database, lend));
  } finally {
    await database.close();
  }
}

/** Opens a database that must be there: SQLite would make a new one. */
export async function openSource(url: string, setting?: DatabaseSetting): Promise<Database> {
  const path = url.startsWith('file:') ? url.slice('file:'.length) : null;
  if (path !== null && !existsSync(path))
    throw new ArchiveError(`there is no database ${path}. DATABASE_URL names the one to read`);
  return openDatabase({ url, setting, poolSize: 2 });
}

async function expectMigrated(database: Database): Promise<void> {
  const pending = await pendingMigrations(database.engine, database.client);
  if (pending.length === 0) return;
  throw new ArchiveError(
    `the database lacks ${pending.length} migrations of this version. Run npm run migrate first, then this again`,
  );
}

function snapshotOf(
  { engine, migration, url }: Pick<Snapshot, 'engine' | 'migration'> & { url: string },
  connection: Connection,
): Snapshot {
  return {
    engine,
    migration,
    count: (table) => explained({ url }, null, () => countTable(connection, table, isContent(table))),
    async *rows(table) {
      try {
        yield* readRows(connection, table, { engine, where: isContent(table) });
      } catch (error) {
        throw explainFailure(error, url);
      }
    },
  };
}

// Prisma begins transactions on SQLite as writers, and the bot would wait. This one reads, on its own connection.
async function readSqlite<Result>(
  { client }: Database,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  await client.$executeRawUnsafe('BEGIN');
  // The first read is the moment that all others see.
  await client.$queryRawUnsafe('SELECT COUNT(*) FROM sqlite_master');
  const result = await work(client);
  await client.$executeRawUnsafe('COMMIT');
  return result;
}

async function readPostgres<Result>(
  { client }: Database,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return client.$transaction(
    async (transaction) => {
      await transaction.$executeRawUnsafe('SET TRANSACTION READ ONLY');
      return work(transaction);
    },
    { ...LONG_TRANSACTION, isolationLevel: 'RepeatableRead' },
  );
}
