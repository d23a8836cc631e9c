import type { Engine } from '../../src/database/engine.ts';
import type { Database } from '../../src/database/open-database.ts';
import { openTestDatabase } from './test-database.ts';

const TABLES = [
  'ai_usage_tracking',
  'ai_usage_summary',
  'ai_usage_user_summary',
  'ai_usage_user_provider',
  'ai_usage_user_window',
  'ai_usage_hour',
  'ai_usage_latency',
  'ai_quota_reading',
  'ai_provider_outcome',
  'user_reservation',
  'person',
  'chat',
  'conversation_turn',
  'job_run',
  'setting',
];

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

/** Deletes every row. */
export async function emptyDatabase({ client }: Database): Promise<void> {
  await client.$transaction(TABLES.map((table) => client.$executeRawUnsafe(`DELETE FROM ${table}`)));
}
