import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { FAST_FOLDER } from './fast-folder.ts';
import { findPostgres, type PostgresServer } from './database/postgres-server.ts';

declare global {
  var testPostgres: PostgresServer | null;
}

/** Makes a folder for what all test files copy; finds or starts the PostgreSQL server that they share. */
export default async function globalSetup(): Promise<void> {
  process.env['TEST_TEMPLATES'] = await mkdtemp(join(FAST_FOLDER, 'test-templates-'));
  globalThis.testPostgres = await findPostgres();
  if (globalThis.testPostgres) {
    process.env['TEST_POSTGRES_SERVER'] = globalThis.testPostgres.url;
    return;
  }
  const line = '!'.repeat(90);
  process.stderr.write(
    `\n${line}\n!! SKIPPED: every test on PostgreSQL. No server at 127.0.0.1:5432, no TEST_DATABASE_URL and no\n` +
      `!! installed PostgreSQL to start one from. The same tests ran on SQLite only.\n${line}\n\n`,
  );
}
