import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../database/engine/open-database.ts';

/** The server to use unless TEST_DATABASE_URL names one. */
export const LOCAL_SERVER = 'postgresql://postgres@127.0.0.1:5432/test';

export interface ScratchDatabase {
  name: 'SQLite' | 'PostgreSQL';
  url: string;
  remove(): Promise<void>;
}

/** Creates an empty database on each available engine; without a server, PostgreSQL is omitted. */
export async function createScratchDatabases(postgresUrl: string): Promise<ScratchDatabase[]> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  const sqlite: ScratchDatabase = {
    name: 'SQLite',
    url: `file:${join(folder, 'usage.db')}`,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
  const postgres = await createOnServer(postgresUrl).catch(() => null);
  return postgres ? [sqlite, postgres] : [sqlite];
}

async function createOnServer(serverUrl: string): Promise<ScratchDatabase> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await execute(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const remove = () => execute(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  return { name: 'PostgreSQL', url: url.toString(), remove };
}

async function execute(url: string, sql: string): Promise<void> {
  const database = await openDatabase({ url, poolSize: 1 });
  try {
    await database.client.$executeRawUnsafe(sql);
  } finally {
    await database.close();
  }
}
