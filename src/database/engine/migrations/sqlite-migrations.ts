import { openSqliteConnection } from '../sqlite/sqlite-connection.ts';
import type { MigrationConnection } from './migration-connection.ts';

/** While another process migrates the same file, this one waits for it. */
const BUSY_TIMEOUT_MS = 300_000;
/** Scripts that are transactions by themselves become a part of ours. */
const TRANSACTION_CONTROL = /^\s*(BEGIN( \w+)?|COMMIT)\s*;[ \t]*$/gim;

/** The connection to migrate a file of SQLite. Killed at any moment, it leaves each script done or not begun. */
export async function openSqliteMigrations(url: string): Promise<MigrationConnection> {
  const connection = openSqliteConnection({ url, timeout: BUSY_TIMEOUT_MS });
  return {
    query: async <Row>(sql: string) => {
      const { columns, rows } = await connection.execute({ sql, args: [] });
      const objects = rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])));
      return objects as Row[];
    },
    // A script that fails is rolled back by the driver, which leaves no transaction open.
    runWhole: (script) =>
      connection.script(`BEGIN IMMEDIATE;\n${script.replaceAll(TRANSACTION_CONTROL, '')}\nCOMMIT;`),
    close: () => connection.close(),
  };
}
