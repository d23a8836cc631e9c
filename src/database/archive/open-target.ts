import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { engineOf, type Engine } from '../engine/engine.ts';
import { newestMigration } from '../engine/migrate-database.ts';
import { openDatabase, type Database } from '../engine/open-database.ts';
import { ArchiveError } from './archive-format.ts';
import { expectEmpty } from './expect-empty.ts';

export interface TargetOptions {
  url: string;
  /** The engine and the newest migration of what is to be loaded. */
  source: { engine: Engine; migration: string };
}

/**
 * Lends `work` an empty database with the tables of the source, and applies newer migrations afterwards. Throws an
 * `ArchiveError` where it is not empty. A file that was not there before is removed after a failure.
 */
export async function withTarget<Result>(
  { url, source }: TargetOptions,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const upTo = await lastMigration(source);
  const path = engineOf(url) === 'sqlite' ? url.slice('file:'.length) : null;
  const isNew = path !== null && !existsSync(path);
  const database = await openDatabase({ url, poolSize: 2 });
  try {
    await prepare(database, upTo);
    const result = await work(database);
    await database.migrate();
    await database.close();
    return result;
  } catch (error) {
    await database.close();
    if (isNew && path !== null) await removeFile(path);
    throw error;
  }
}

async function prepare(database: Database, upTo: string | undefined): Promise<void> {
  const hasTables = await expectEmpty(database);
  if (upTo !== undefined && hasTables)
    throw new ArchiveError('the archive is from an older version: name a database that has no tables yet');
  await database.migrate(upTo);
}

/** Where rows of an older version are loaded, newer migrations come after them; `undefined`: all come before. */
async function lastMigration({ engine, migration }: TargetOptions['source']): Promise<string | undefined> {
  const newest = await newestMigration(engine);
  if (migration > newest)
    throw new ArchiveError('the archive is from a newer version of the bot. Update this one, then restore');
  return migration === newest ? undefined : migration;
}

async function removeFile(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
}
