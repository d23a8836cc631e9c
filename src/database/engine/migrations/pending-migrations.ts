import type { Engine } from '../engine.ts';
import type { Connection } from '../connection.ts';
import { isMissingTable } from '../schema-conflict.ts';
import { FINISHED } from './migration-history.ts';
import { readMigrations } from './read-migrations.ts';

/** The names of the migrations that a database lacks. Changes nothing. */
export async function pendingMigrations(engine: Engine, client: Connection): Promise<string[]> {
  const [migrations, finished] = await Promise.all([readMigrations(engine), finishedIn(client)]);
  return migrations.map(({ name }) => name).filter((name) => !finished?.has(name));
}

/** The newest migration of this version for an engine. */
export async function newestMigration(engine: Engine): Promise<string> {
  return (await readMigrations(engine)).at(-1)?.name ?? '';
}

/** The names of the migrations that a database has; `null` where it has never been migrated. */
export async function finishedIn(client: Connection): Promise<ReadonlySet<string> | null> {
  try {
    const rows = await client.$queryRawUnsafe<{ name: string }[]>(FINISHED);
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (isMissingTable(error)) return null;
    throw error;
  }
}
