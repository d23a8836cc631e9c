import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Driver } from '../driver.ts';
import type { OpenDatabaseOptions } from '../database.ts';
import { openSqliteMigrations } from '../migrations/sqlite-migrations.ts';
import { SqliteAdapter } from './sqlite-adapter.ts';
import { createDirectConnection, createSqliteSteps, toSqlite } from './sqlite-direct.ts';

/** While SQLite waits for another process's lock, every other statement of this process waits too. */
const BUSY_TIMEOUT_MS = 2_000;

/** Creates the file of a `file:` URL when it is missing, and the adapters that open it. */
export function openSqliteDriver({ url }: OpenDatabaseOptions): Driver {
  const [path = ''] = url.slice('file:'.length).split('?');
  makeDirectory(dirname(path));
  // The file holds conversations, so only its owner may read it. SQLite gives the files beside it the same mode.
  closeSync(openSync(path, 'a', 0o600));
  const factory = new SqliteAdapter({ url, timeout: BUSY_TIMEOUT_MS });
  return {
    factory,
    connectToMigrate: () => openSqliteMigrations(url),
    executeAllIn: () => {
      // Only one transaction is open at a time, and this one has just begun.
      const transaction = factory.connection.openTransaction;
      return async (statements) => {
        if (!transaction) throw new Error('no transaction is open');
        await transaction.executeAll(statements.map(toSqlite));
      };
    },
    inSteps: () => createSqliteSteps(factory.connection),
    direct: createDirectConnection(() => factory.connection),
  };
}

// Not `recursive`: Node.js never returns from that below a directory such as /proc, whose children cannot be made.
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeDirectory(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
}
