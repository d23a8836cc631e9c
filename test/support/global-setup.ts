import { findPostgres, type PostgresServer } from './database/postgres-server.ts';

declare global {
  var testPostgres: PostgresServer | null;
}

/** Finds or starts the PostgreSQL server that all test files share. */
export default async function globalSetup(): Promise<void> {
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
