import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';

/**
 * The same database as another replica sees it. On SQLite, where there is one process, that is the same
 * connection; on PostgreSQL it is a pool of its own.
 */
export async function openReplica(
  database: Database,
): Promise<{ database: Database; close(): Promise<void> }> {
  if (database.engine === 'sqlite') return { database, close: async () => undefined };
  const [row] = await database.client.$queryRawUnsafe<{ name: string }[]>(
    'SELECT current_database() AS name',
  );
  const url = new URL(process.env['TEST_POSTGRES_SERVER'] ?? '');
  url.pathname = `/${row?.name}`;
  const replica = await openDatabase({ url: url.toString() });
  return { database: replica, close: () => replica.close() };
}
