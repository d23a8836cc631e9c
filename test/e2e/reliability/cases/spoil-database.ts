import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startTemporaryServer } from '../../../support/database/postgres-server.ts';
import { createFileOnDisk, createTestDatabase } from '../../../support/database/test-database.ts';
import type { DatabaseCase } from './database-cases.ts';

const run = promisify(execFile);

type Kind = Pick<DatabaseCase, 'engine' | 'fault'>;

/** A database that can be made to fail. */
export interface Spoilt {
  url: string;
  begin(): Promise<void>;
  end(): Promise<void>;
  remove(): Promise<void>;
}

/** How long a slow database blocks, in milliseconds. */
export const SLOW_MS = 1_200;

/** Only root may mount a small disk. */
export const mayMount = process.getuid?.() === 0;
const mayMark = await canMark();

/** Whether this machine supports the fault. */
export function canSpoil({ engine, fault }: Kind, binaries: string | null): boolean {
  if (engine === 'PostgreSQL' && !binaries) return false;
  if (fault === 'full') return mayMount;
  return engine === 'PostgreSQL' || !fault.startsWith('read-only') || mayMark;
}

/** Root may mark files as immutable, if the file system supports it. */
async function canMark(): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'marked-'));
  const path = join(folder, 'file');
  const file = await open(path, 'w');
  try {
    await run('chattr', ['+i', path]);
    const isTaken = await file.write('taken').then(
      () => true,
      () => false,
    );
    await run('chattr', ['-i', path]);
    return !isTaken;
  } catch {
    return false;
  } finally {
    await file.close();
    await rm(folder, { recursive: true });
  }
}

/** Creates a database; `begin` causes the fault and `end` repairs it. `binaries` is PostgreSQL's folder. */
export function createSpoilt({ engine, fault }: Kind, binaries: string): Promise<Spoilt> {
  if (engine === 'SQLite') return spoiltSqlite(fault);
  if (fault === 'down') return stoppedServer(binaries);
  if (fault === 'full') return serverOnSmallDisk(binaries);
  return onServer(binaries, fault === 'read-only' ? READ_ONLY : LOCK);
}

/** SQLite's driver blocks its process while it waits for a lock, so another process must hold it. */
const HOLDER = `
  const { createClient } = await import('@libsql/client');
  const client = createClient({ url: process.argv[1] });
  const busy = (error) => {
    if (error.code !== 'SQLITE_BUSY') throw error;
    return client.transaction('write').catch(busy);
  };
  const lock = await client.transaction('write').catch(busy);
  await lock.execute('UPDATE setting SET value = value');
  process.stdout.write('locked');
  const letGo = () => lock.rollback().then(() => process.exit());
  process.stdin.once('data', letGo);
  if (Number(process.argv[2])) setTimeout(letGo, Number(process.argv[2]));
`;

/** Holds the write lock for `forMs` milliseconds, or until `letGo` if 0; resolves when it is held. */
export async function holdSqlite(url: string, forMs: number): Promise<{ letGo(): Promise<void> }> {
  const holder = spawn(process.execPath, ['--input-type=module', '-e', HOLDER, url, `${forMs}`]);
  const ended = once(holder, 'exit');
  // It may have exited already.
  holder.stdin.on('error', () => undefined);
  await once(holder.stdout, 'data');
  return {
    letGo: async () => {
      holder.stdin.end('done');
      await ended;
    },
  };
}

function spoiltSqlite(fault: DatabaseCase['fault']): Promise<Spoilt> {
  if (fault === 'full') return sqliteOnSmallDisk();
  if (fault === 'read-only') return immutableSqlite(/^usage\.db(-wal)?$/);
  if (fault === 'read-only with its journal') return immutableSqlite(/^(?!usage\.db-shm)/);
  return lockedSqlite(fault === 'slow' ? SLOW_MS : 0);
}

/**
 * Makes even writes to open files fail, like a disk that the system switched to read-only. SQLite's shared
 * memory is excluded, because the system kills a process whose write to it fails.
 */
async function immutableSqlite(which: RegExp): Promise<Spoilt> {
  // What is in memory cannot be marked.
  const created = await createFileOnDisk();
  const folder = dirname(created.url.slice('file:'.length));
  const mark = async (sign: '+i' | '-i') => {
    const files = (await readdir(folder)).filter((name) => which.test(name));
    await run('chattr', [sign, ...files.map((name) => join(folder, name))]);
  };
  const end = () => mark('-i');
  return { ...created, begin: () => mark('+i'), end, remove: () => end().then(created.remove) };
}

async function lockedSqlite(forMs: number): Promise<Spoilt> {
  const created = await createTestDatabase('sqlite');
  let held = { letGo: async (): Promise<void> => undefined };
  return {
    ...created,
    begin: async () => {
      held = await holdSqlite(created.url, forMs);
    },
    end: () => held.letGo(),
  };
}

async function sqliteOnSmallDisk(): Promise<Spoilt> {
  const disk = await mountSmallDisk('3m');
  return {
    url: `file:${join(disk.folder, 'usage.db')}`,
    begin: disk.fill,
    end: disk.free,
    remove: disk.remove,
  };
}

async function stoppedServer(binaries: string): Promise<Spoilt> {
  const server = await startTemporaryServer(binaries);
  return { url: server.url, begin: server.halt, end: server.resume, remove: server.stop };
}

async function serverOnSmallDisk(binaries: string): Promise<Spoilt> {
  const [server, disk] = await Promise.all([startTemporaryServer(binaries), mountSmallDisk('40m')]);
  await run('chown', ['postgres', disk.folder]);
  await execute(server.url, `CREATE TABLESPACE small LOCATION '${disk.folder}'`);
  await execute(server.url, 'CREATE DATABASE on_small_disk TABLESPACE small');
  return {
    url: server.url.replace(/\/postgres$/, '/on_small_disk'),
    begin: disk.fill,
    end: disk.free,
    remove: async () => {
      await server.stop();
      await disk.remove();
    },
  };
}

/** What a connection does to cause a fault, and to end it. */
interface Act {
  begin(client: Client): Promise<unknown>;
  end(client: Client): Promise<unknown>;
}

const LOCK: Act = {
  begin: (client) => client.query('BEGIN; LOCK TABLE ai_usage_tracking IN ACCESS EXCLUSIVE MODE'),
  end: (client) => client.query('ROLLBACK'),
};
/** Existing connections keep their settings. */
const OTHERS =
  'SELECT pg_terminate_backend(pid) FROM pg_stat_activity ' +
  'WHERE datname = current_database() AND pid <> pg_backend_pid()';
const READ_ONLY: Act = {
  begin: (client) =>
    client.query(`ALTER DATABASE postgres SET default_transaction_read_only = on; ${OTHERS}`),
  end: (client) =>
    client.query(
      `SET transaction_read_only = off; ALTER DATABASE postgres SET default_transaction_read_only = off; ${OTHERS}`,
    ),
};

async function onServer(binaries: string, act: Act): Promise<Spoilt> {
  const server = await startTemporaryServer(binaries);
  const client = new Client({ connectionString: server.url });
  await client.connect();
  return {
    url: server.url,
    begin: async () => void (await act.begin(client)),
    end: async () => void (await act.end(client)),
    remove: async () => {
      await client.end();
      await server.stop();
    },
  };
}

async function mountSmallDisk(size: string) {
  const folder = await mkdtemp(join(tmpdir(), 'small-disk-'));
  await run('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder]);
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: async () =>
      void (await run('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4096']).catch(() => undefined)),
    free: () => rm(filler),
    remove: async () => {
      await run('umount', ['-l', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
