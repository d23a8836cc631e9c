import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { engineOf, type Engine } from '../engine/engine.ts';
import { newestMigration } from '../engine/migrations/pending-migrations.ts';
import type { Database } from '../engine/database.ts';
import { DatabaseError } from '../engine/failures/database-error.ts';
import type { DatabaseSetting } from '../engine/failures/explain-failure.ts';
import { explained } from '../engine/failures/explained.ts';
import { openDatabase } from '../engine/open-database.ts';
import { ArchiveError } from './archive-format.ts';
import { expectEmpty } from './expect-empty.ts';

export interface TargetOptions {
  url: string;
  /** What names it, for errors; absent: `DATABASE_URL`. */
  setting?: DatabaseSetting;
  /** The engine and the newest migration of what is to be loaded. */
  source: { engine: Engine; migration: string };
}

/**
 * Lends `work` an empty database with the tables of the source, and applies newer migrations afterwards. Throws an
 * `ArchiveError` where it is not empty. A new file has its name only when all is in it.
 */
export async function withTarget<Result>(
  { url, source, setting }: TargetOptions,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const upTo = await lastMigration(source);
  const path = engineOf(url) === 'sqlite' ? url.slice('file:'.length) : null;
  const fill = (target: string, beforeClose?: Finish) =>
    fillDatabase({ url: target, setting }, { upTo, beforeClose, work });
  return path === null || existsSync(path) ? fill(url) : fillNewFile(path, fill);
}

type Finish = (database: Database) => Promise<unknown>;

interface FillOptions<Result> {
  upTo: string | undefined;
  work: (database: Database) => Promise<Result>;
  beforeClose?: Finish | undefined;
}

async function fillDatabase<Result>(
  target: Pick<TargetOptions, 'url'> & { setting: DatabaseSetting | undefined },
  { upTo, work, beforeClose }: FillOptions<Result>,
): Promise<Result> {
  const database = await openDatabase({ ...target, poolSize: 2 });
  try {
    // What `work` reads from a source is explained as the source's own.
    return await explained(target, null, async () => {
      await prepare(database, upTo);
      const result = await work(database);
      await database.migrate();
      await beforeClose?.(database);
      return result;
    });
  } finally {
    await database.close();
  }
}

/** Two who make the same file work apart; the second finds the name taken. */
async function fillNewFile<Result>(
  path: string,
  fill: (url: string, beforeClose: Finish) => Promise<Result>,
): Promise<Result> {
  const part = `${path}.${process.pid}.${randomBytes(3).toString('hex')}.part`;
  try {
    const result = await fill(`file:${part}`, ({ client }) =>
      // Moves everything into the one file. A bot that opens it goes back to the log.
      client.$queryRawUnsafe('PRAGMA journal_mode = DELETE'),
    );
    await syncFile(part);
    await giveName(part, path);
    return result;
  } catch (error) {
    // Nobody named the part.
    if (error instanceof DatabaseError) throw new DatabaseError(error.message.replace(part, path));
    throw error;
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal'])
      await rm(`${part}${suffix}`, { force: true }).catch(() => undefined);
  }
}

async function prepare(database: Database, upTo: string | undefined): Promise<void> {
  const hasTables = await expectEmpty(database);
  if (upTo !== undefined && hasTables)
    throw new ArchiveError('the archive is from an older version: name a database that has no tables yet');
  await database.migrate(undefined, upTo);
}

/** Where rows of an older version are loaded, newer migrations come after them; `undefined`: all come before. */
async function lastMigration({ engine, migration }: TargetOptions['source']): Promise<string | undefined> {
  const newest = await newestMigration(engine);
  if (migration > newest)
    throw new ArchiveError('the archive is from a newer version of the bot. Update this one, then restore');
  return migration === newest ? undefined : migration;
}

/** A link never replaces a file. Some file systems, such as those of memory cards, have none. */
async function giveName(part: string, path: string): Promise<void> {
  // SQLite would play the log of a database that is gone into this one.
  for (const suffix of ['-wal', '-shm']) if (!existsSync(path)) await rm(`${path}${suffix}`, { force: true });
  try {
    await link(part, path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new ArchiveError(`${path} is there by now: somebody else made it`);
    await rename(part, path);
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync();
  await file.close();
}
