import type { Database } from '../../../src/database/engine/database.ts';
import type { Engine } from '../../../src/database/engine/engine.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { migrateTo } from './migrate-to.ts';
import { createTestDatabase } from './test-database.ts';

/** For each test of a `describe` a database of an earlier version, whose last migration is `last`. */
export function useOldDatabase(last: string, engine: Engine): () => Database {
  let database: Database | undefined;
  let remove = async (): Promise<void> => undefined;
  beforeEach(async () => {
    const created = await createTestDatabase(engine);
    remove = () => created.remove();
    await migrateTo(last, engine, created.url);
    database = await openDatabase({ url: created.url });
  });
  afterEach(async () => {
    await database?.close();
    database = undefined;
    await remove();
  });
  return () => {
    if (!database) throw new Error('the database is open only while a test runs');
    return database;
  };
}
