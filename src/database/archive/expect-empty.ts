import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { isMoreThanAStart } from '../rows/content.ts';
import { TABLES, type Table } from '../rows/tables.ts';
import { ArchiveError } from './archive-format.ts';

/** Prisma's own, and PostgreSQL's monthly parts of the requests. */
const BESIDE_OURS = /^(_prisma_migrations|sqlite_.*|ai_usage_tracking_.*)$/;

/**
 * Throws an `ArchiveError` where a database holds anything, such as tables of another program. What a bot notes at its
 * start does not count. Changes nothing, and needs no migrations. Returns whether it has tables at all.
 */
export async function expectEmpty(database: Database): Promise<boolean> {
  const names = await tableNames(database);
  const other = names.find((name) => !isOurs(name));
  if (other !== undefined)
    throw new ArchiveError(`the target holds ${other}, a table of another program. Name an empty database`);
  await expectTablesEmpty(
    database.client,
    TABLES.filter(({ name }) => names.includes(name)),
  );
  return names.length > 0;
}

/** Throws an `ArchiveError` that names the first of these tables that has content. */
export async function expectTablesEmpty(connection: Connection, tables: readonly Table[]): Promise<void> {
  for (const table of tables) {
    const rows = await connection.$queryRawUnsafe<unknown[]>(
      `SELECT 1 AS found FROM "${table.name}" WHERE ${isMoreThanAStart(table)} LIMIT 1`,
    );
    if (rows.length === 0) continue;
    throw new ArchiveError(`the target is not empty: ${table.name} has rows. Name an empty database`);
  }
}

function isOurs(name: string): boolean {
  return TABLES.some((table) => table.name === name) || BESIDE_OURS.test(name);
}

async function tableNames({ engine, client }: Database): Promise<string[]> {
  const rows = await client.$queryRawUnsafe<{ name: string }[]>(
    engine === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table'`
      : `SELECT CAST(tablename AS text) AS name FROM pg_tables WHERE schemaname = current_schema()`,
  );
  return rows.map(({ name }) => name);
}
