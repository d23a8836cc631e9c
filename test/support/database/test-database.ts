import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { FAST_FOLDER } from '../fast-folder.ts';
import { TESTS_EVERYTHING } from '../tests-everything.ts';
import { copyMigratedFile, migratedTemplate } from './migrated-template.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';

export interface TestDatabase {
  engine: Engine;
  url: string;
  /** Removes the database; whoever opened it closes it first. */
  remove(): Promise<void>;
}

let template: Promise<string> | undefined;

/** The engines that this run can test on. */
export const engines: readonly Engine[] = process.env['TEST_POSTGRES_SERVER']
  ? ['sqlite', 'postgresql']
  : ['sqlite'];

/** Describes what only PostgreSQL has; without a server, which the run says, it is left out. */
export function describeOnPostgres(name: string, tests: () => void): void {
  (engines.includes('postgresql') ? describe : describe.skip)(name, tests);
}

/** Describes the same behaviour once for each engine. */
export function describeOnEachEngine(name: string, tests: (engine: Engine) => void): void {
  for (const engine of engines) describe(`${name} (${engine})`, () => tests(engine));
}

/**
 * Describes behaviour that does not depend on the engine once: on the engine that the name happens to choose, so that
 * both serve half of the cases.
 */
export function describeOnOneEngine(name: string, tests: (engine: Engine) => void): void {
  if (TESTS_EVERYTHING) return describeOnEachEngine(name, tests);
  const chosen = engines[createHash('sha256').update(name).digest()[0]! % engines.length]!;
  describe(`${name} (${chosen})`, () => tests(chosen));
}

/** A new, empty database of its own. */
export async function createTestDatabase(engine: Engine): Promise<TestDatabase> {
  return engine === 'sqlite' ? createSqliteFile(FAST_FOLDER) : createPostgresDatabase();
}

/** A new, empty database of SQLite on the disk. */
export function createFileOnDisk(): Promise<TestDatabase> {
  return createSqliteFile(tmpdir());
}

/** A new database with every migration and no rows. */
export async function createMigratedDatabase(engine: Engine): Promise<TestDatabase> {
  return engine === 'sqlite'
    ? createSqliteFile(FAST_FOLDER, copyMigratedFile)
    : createPostgresDatabase((template ??= migratedTemplate(serverUrl())));
}

/** The same, opened, and what removes it again. */
export async function openTestDatabase(
  engine: Engine,
): Promise<{ database: Database; remove: () => Promise<void> }> {
  const created = await createMigratedDatabase(engine);
  const database = await openDatabase({ url: created.url });
  return {
    database,
    remove: async () => {
      await database.close();
      await created.remove();
    },
  };
}

async function createSqliteFile(
  place: string,
  fill?: (path: string) => Promise<void>,
): Promise<TestDatabase> {
  const folder = await mkdtemp(join(place, 'test-sqlite-'));
  const path = join(folder, 'usage.db');
  await fill?.(path);
  const remove = () => rm(folder, { recursive: true, force: true });
  return { engine: 'sqlite', url: `file:${path}`, remove };
}

function serverUrl(): string {
  return process.env['TEST_POSTGRES_SERVER'] ?? '';
}

async function createPostgresDatabase(copied?: Promise<string>): Promise<TestDatabase> {
  const server = serverUrl();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}${copied ? ` TEMPLATE ${await copied}` : ''}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const remove = () => onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { engine: 'postgresql', url: url.toString(), remove };
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}
