import { existsSync } from 'node:fs';
import { pendingMigrations } from '../../database/engine/migrations/pending-migrations.ts';
import type { Database } from '../../database/engine/database.ts';
import { openDatabase } from '../../database/engine/open-database.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Finding } from './finding.ts';

const ABOUT = 'Database';

/** Whether the database answers, is whole and has this version's tables. Changes nothing in it. */
export async function lookAtDatabase(url: string): Promise<Finding[]> {
  const path = url.startsWith('file:') ? url.slice('file:'.length) : null;
  if (path !== null && !existsSync(path)) {
    const remedy = 'nothing to do for a new bot; if there was one, DATABASE_URL names another file';
    return [{ verdict: 'note', about: ABOUT, text: `${path} is made at the first start`, remedy }];
  }
  try {
    return await lookInto(url);
  } catch (error) {
    const remedy =
      path === null
        ? 'check host, port, user, password and name in DATABASE_URL (a @ in a password is %40), and that the server runs'
        : `check that ${path} is this bot’s file, and that this user may read and write it and its folder`;
    return [
      { verdict: 'bad', about: ABOUT, text: `does not answer (${shorten(describeError(error))})`, remedy },
    ];
  }
}

async function lookInto(url: string): Promise<Finding[]> {
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    const version = await readVersion(database);
    const damage = await findDamage(database);
    if (damage !== null) {
      const remedy =
        'stop the bot, restore the last backup into a new file (npm run restore), then point DATABASE_URL to it';
      return [{ verdict: 'bad', about: ABOUT, text: `is damaged: ${damage}`, remedy }];
    }
    return [{ verdict: 'good', about: ABOUT, text: `${version} answers` }, await lookAtMigrations(database)];
  } finally {
    await database.close();
  }
}

async function lookAtMigrations({ engine, client }: Database): Promise<Finding> {
  const about = 'Migrations';
  const pending = await pendingMigrations(engine, client);
  if (pending.length === 0) return { verdict: 'good', about, text: 'all applied' };
  const text = `${pending.length} are to be applied (${pending.join(', ')})`;
  return { verdict: 'note', about, text, remedy: 'npm run migrate, or just start the bot' };
}

async function readVersion({ engine, client }: Database): Promise<string> {
  const sql =
    engine === 'sqlite'
      ? 'SELECT sqlite_version() AS version'
      : `SELECT current_setting('server_version') AS version`;
  const [row] = await client.$queryRawUnsafe<{ version: string }[]>(sql);
  return `${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'} ${row?.version ?? ''}`;
}

/** PostgreSQL checks its pages itself, where checksums are on. */
async function findDamage({ engine, client }: Database): Promise<string | null> {
  if (engine === 'postgresql') return null;
  const [row] = await client.$queryRawUnsafe<Record<string, string>[]>('PRAGMA quick_check(1)');
  const found = Object.values(row ?? {})[0] ?? 'ok';
  return found === 'ok' ? null : found;
}

/** Prisma says in several lines what it did; the database's own words are what helps. */
function shorten(text: string): string {
  const [, message = text] = /Message: `([^`]*)`/.exec(text) ?? [];
  return message.replaceAll(/\s+/g, ' ').trim();
}
