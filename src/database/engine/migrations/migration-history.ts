import { createHash } from 'node:crypto';
import type { Engine } from '../engine.ts';
import type { MigrationConnection } from './migration-connection.ts';
import type { Migration } from './read-migrations.ts';

/** The table in which Prisma keeps what was applied. The bot keeps it as Prisma's own command would. */
export const HISTORY = '_prisma_migrations';

/** Any number, the same in every version: replicas that start together take turns under it. */
const MIGRATION_LOCK = 7_236_970;

interface HistorySql {
  create: string;
  /** The present, as Prisma writes it. */
  now: string;
  /** Keeps other processes that migrate waiting until the transaction ends. */
  lock: string;
  /** The names of all tables. */
  tables: string;
}

const SQL: Readonly<Record<Engine, HistorySql>> = {
  sqlite: {
    create: `CREATE TABLE IF NOT EXISTS "${HISTORY}" (
      "id" TEXT PRIMARY KEY NOT NULL,
      "checksum" TEXT NOT NULL,
      "finished_at" DATETIME,
      "migration_name" TEXT NOT NULL,
      "logs" TEXT,
      "rolled_back_at" DATETIME,
      "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
      "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
    )`,
    now: `strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')`,
    // One process writes at a time anyway.
    lock: 'SELECT 1',
    tables: `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
  },
  postgresql: {
    create: `CREATE TABLE IF NOT EXISTS ${HISTORY} (
      id VARCHAR(36) PRIMARY KEY NOT NULL,
      checksum VARCHAR(64) NOT NULL,
      finished_at TIMESTAMPTZ,
      migration_name VARCHAR(255) NOT NULL,
      logs TEXT,
      rolled_back_at TIMESTAMPTZ,
      started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
      applied_steps_count INTEGER NOT NULL DEFAULT 0
    )`,
    now: 'clock_timestamp()',
    lock: `SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`,
    tables: 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  },
};

/** Migrations that are kept as applied; the statement that reads them fails where there is no history. */
export const FINISHED = `SELECT migration_name AS name FROM ${HISTORY} WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;

/** Migrations that an earlier version of the bot began and did not end. */
export const UNFINISHED = `SELECT migration_name AS name FROM ${HISTORY} WHERE finished_at IS NULL AND rolled_back_at IS NULL`;

/** Creates the table of applied migrations where it is missing. */
export function historyScript(engine: Engine): string {
  const { lock, create } = SQL[engine];
  return [lock, create, ''].join(';\n');
}

/**
 * The script of a migration together with its record. In one transaction, so that a kill at any moment leaves both or
 * neither. A second process fails at the record, whose key follows from the name.
 */
export function migrationScript(engine: Engine, migration: Migration, sql: string): string {
  const { lock, now } = SQL[engine];
  const name = `'${migration.name}'`;
  const forget = `DELETE FROM ${HISTORY} WHERE migration_name = ${name} AND (finished_at IS NULL OR rolled_back_at IS NOT NULL)`;
  const record =
    `INSERT INTO ${HISTORY} (id, checksum, finished_at, migration_name, started_at, applied_steps_count) ` +
    `VALUES ('${keyOf(migration)}', '${migration.checksum}', ${now}, ${name}, ${now}, 1)`;
  return [lock, forget, record, sql, ''].join(';\n');
}

/** The names of all tables, those of other programs too. */
export async function tableNames(connection: MigrationConnection, engine: Engine): Promise<string[]> {
  const rows = await connection.query<{ name: string }>(SQL[engine].tables);
  return rows.map(({ name }) => name);
}

function keyOf({ name }: Migration): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
