import type { Engine } from '../../../src/database/engine/engine.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openTestDatabase } from './test-database.ts';

/** One migrated database for all tests of a `describe`, empty at the beginning of each. */
export function shareTestDatabase(engine: Engine): () => Database {
  let opened: Awaited<ReturnType<typeof openTestDatabase>> | undefined;
  const database = () => {
    if (!opened) throw new Error('the database is open only while a test runs');
    return opened.database;
  };
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });
  beforeEach(() => emptyDatabase(database()));
  afterAll(() => opened?.remove());
  return database;
}

/** Deletes every row of every table of ours. */
export async function emptyDatabase({ client, engine }: Database): Promise<void> {
  const tables = await client.$queryRawUnsafe<{ name: string }[]>(
    engine === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 6) <> 'sqlite'`
      : `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const ours = tables.filter(({ name }) => name !== '_prisma_migrations');
  await client.$transaction(ours.map(({ name }) => client.$executeRawUnsafe(`DELETE FROM "${name}"`)));
}
