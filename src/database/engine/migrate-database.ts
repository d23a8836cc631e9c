import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Engine } from './engine.ts';
import type { PrismaClient } from '../generated/postgresql/client.ts';
import { readMigrations, withSchemaEngine } from './schema-engine.ts';

/** Any number, the same in every version: replicas that start together take turns under it. */
const MIGRATION_LOCK = 7_236_970;
const LOCK_LIMITS = { maxWait: 60_000, timeout: 300_000 };

/**
 * Applies the migrations that the database lacks and returns their names. A database that has them all is
 * recognised by one query, so that a start costs next to nothing. `upTo` names the last one to apply.
 */
export async function migrateDatabase(
  engine: Engine,
  factory: SqlMigrationAwareDriverAdapterFactory,
  client: PrismaClient,
  upTo?: string,
): Promise<string[]> {
  const migrationsList = await readMigrations(engine, upTo);
  const wanted = migrationsList.migrationDirectories.map((directory) => directory.path);
  if (await hasAll(client, wanted)) return [];
  const apply = () =>
    withSchemaEngine(factory, engine, async (schemaEngine) => {
      const filters = { externalTables: [], externalEnums: [] };
      return (await schemaEngine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    });
  if (engine === 'sqlite') return apply();
  return client.$transaction(async (transaction) => {
    await transaction.$executeRawUnsafe('SET LOCAL lock_timeout = 0');
    await transaction.$executeRawUnsafe(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
    // Whoever had the lock before may have done it all.
    if (await hasAll(client, wanted)) return [];
    await forgetUnfinished(client);
    return apply();
  }, LOCK_LIMITS);
}

/**
 * A script that was broken off, as by a kill, changed nothing: it is sent as one transaction. Prisma would not begin it
 * again by itself.
 */
async function forgetUnfinished(client: PrismaClient): Promise<void> {
  await client
    .$executeRawUnsafe(
      'UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    )
    // No such table yet.
    .catch(() => undefined);
}

/** The migrations that the database lacks, by name. */
export async function pendingMigrations(engine: Engine, client: PrismaClient): Promise<string[]> {
  const { migrationDirectories } = await readMigrations(engine);
  const applied = await readApplied(client);
  return migrationDirectories.map(({ path }) => path).filter((name) => !applied.has(name));
}

/** The newest migration of this version for an engine. */
export async function newestMigration(engine: Engine): Promise<string> {
  return (await readMigrations(engine)).migrationDirectories.at(-1)?.path ?? '';
}

async function hasAll(client: PrismaClient, wanted: readonly string[]): Promise<boolean> {
  const applied = await readApplied(client);
  return wanted.every((name) => applied.has(name));
}

async function readApplied(client: PrismaClient): Promise<ReadonlySet<string>> {
  try {
    const rows = await client.$queryRawUnsafe<{ migration_name: string }[]>(
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    );
    return new Set(rows.map((row) => row.migration_name));
  } catch {
    // No such table yet: everything is still to be applied.
    return new Set();
  }
}
