import type { Engine } from '../engine.ts';
import type { Connection } from '../connection.ts';
import { isSchemaConflict } from '../schema-conflict.ts';
import { NoDatabaseError } from '../failures/no-database-error.ts';
import { ForeignDatabaseError } from './foreign-database-error.ts';
import type { MigrationConnection } from './migration-connection.ts';
import {
  FINISHED,
  HISTORY,
  historyScript,
  migrationScript,
  tableNames,
  UNFINISHED,
} from './migration-history.ts';
import { finishedIn } from './pending-migrations.ts';
import { readMigrations, type Migration } from './read-migrations.ts';
import { remainingStatements } from './remaining-statements.ts';

export interface MigrateOptions {
  engine: Engine;
  /** Asked what was applied; nearly always that is everything. */
  client: Connection;
  connect: () => Promise<MigrationConnection>;
  /** Refuses a database that was never migrated. */
  mustExist: boolean;
  /** Called before each migration. */
  onMigration?: ((name: string) => void) | undefined;
  /** The last one to apply. */
  upTo?: string | undefined;
}

/**
 * Applies the migrations that the database lacks and returns their names. A database that has them all is
 * recognised by one query, so that a start costs next to nothing.
 */
export async function migrateDatabase(options: MigrateOptions): Promise<string[]> {
  const { engine, upTo } = options;
  const all = await readMigrations(engine);
  const migrations = all.filter(({ name }) => upTo === undefined || name <= upTo);
  const finished = await finishedIn(options.client);
  if (finished === null && options.mustExist) throw new NoDatabaseError();
  const missing = migrations.filter(({ name }) => !finished?.has(name));
  if (missing.length === 0) return [];
  const connection = await options.connect();
  try {
    await prepareHistory(connection, engine, all);
    return await applyAll(connection, missing, options);
  } finally {
    await connection.close();
  }
}

/** Throws where the tables are those of another program, which must not get ours among them. */
async function prepareHistory(
  connection: MigrationConnection,
  engine: Engine,
  migrations: readonly Migration[],
): Promise<void> {
  const tables = await tableNames(connection, engine);
  if (!tables.includes(HISTORY)) {
    if (tables.length > 0) throw new ForeignDatabaseError(tables);
    return connection.runWhole(historyScript(engine));
  }
  const names = (await connection.query<{ name: string }>(FINISHED)).map(({ name }) => name);
  const isOurs = names.length === 0 || names.some((name) => migrations.some((one) => one.name === name));
  if (!isOurs) throw new ForeignDatabaseError(tables);
}

async function applyAll(
  connection: MigrationConnection,
  missing: readonly Migration[],
  { engine, onMigration }: MigrateOptions,
): Promise<string[]> {
  const applied: string[] = [];
  const begun = new Set((await connection.query<{ name: string }>(UNFINISHED)).map(({ name }) => name));
  for (const migration of missing) {
    onMigration?.(migration.name);
    const wasBegun = begun.has(migration.name);
    if (await apply(connection, engine, migration, wasBegun)) applied.push(migration.name);
  }
  return applied;
}

/** False when another process has applied it meanwhile. */
async function apply(
  connection: MigrationConnection,
  engine: Engine,
  migration: Migration,
  wasBegun: boolean,
): Promise<boolean> {
  try {
    await connection.runWhole(migrationScript(engine, migration, migration.sql));
    return true;
  } catch (error) {
    const rows = await connection.query<{ name: string }>(FINISHED);
    if (rows.some(({ name }) => name === migration.name)) return false;
    if (!wasBegun || !isSchemaConflict(error)) throw error;
  }
  // Earlier versions kept a migration's record apart from its script, and on SQLite ran a script in pieces: what a
  // kill left undone of it is done now. PostgreSQL ran each script as a whole.
  const rest = engine === 'sqlite' ? await remainingStatements(connection, migration.sql) : [];
  await connection.runWhole(migrationScript(engine, migration, rest.join(';\n')));
  return true;
}
