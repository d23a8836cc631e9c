import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Driver, OpenDatabaseOptions } from '../open-database.ts';
import { SqliteAdapter } from './sqlite-adapter.ts';

/** While SQLite waits for another process's lock, every other statement of this process waits too. */
const BUSY_TIMEOUT_MS = 2_000;

/** Creates the file of a `file:` URL when it is missing, and the adapters that open it. */
export function openSqliteDriver({ url }: OpenDatabaseOptions): Driver {
  const [path = ''] = url.slice('file:'.length).split('?');
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // The file holds conversations, so only its owner may read it. SQLite gives the files beside it the same mode.
  closeSync(openSync(path, 'a', 0o600));
  const config = { url, timeout: BUSY_TIMEOUT_MS };
  const factory = new SqliteAdapter(config);
  return {
    factory,
    migrationFactory: new SqliteAdapter(config),
    executeAllIn: () => {
      // Only one transaction is open at a time, and this one has just begun.
      const transaction = factory.openTransaction;
      return async (statements) => {
        if (!transaction) throw new Error('no transaction is open');
        await transaction.executeAll(
          statements.map(({ sql, parameters }) => ({ sql, args: [...parameters] })),
        );
      };
    },
  };
}
