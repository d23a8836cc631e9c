import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { makePostgresFolder, postgresIdentity, type Identity } from '../as-postgres.ts';

const run = promisify(execFile);
const LOCAL_SERVER = 'postgresql://postgres@127.0.0.1:5432/test';

export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
}

/** A server that belongs to one test, which may end it and start it again. */
export interface OwnServer extends PostgresServer {
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Stops it where it stands: its port takes connections that nobody answers. */
  freeze(): Promise<void>;
  thaw(): Promise<void>;
}

/** Files that run side by side start up to a dozen bots, each with a pool of its own. */
const MOST_CONNECTIONS = 300;

/**
 * The server to test on: the named one, the local one where it takes enough connections, a temporary one, or the local
 * one as it is; `null` where none can be had.
 */
export async function findPostgres(): Promise<PostgresServer | null> {
  const named = process.env['TEST_DATABASE_URL'];
  if (named) return existing(named);
  const most = await mostConnectionsOf(LOCAL_SERVER);
  if (most >= MOST_CONNECTIONS) return existing(LOCAL_SERVER);
  const binaries = await findBinaries();
  if (binaries) return startTemporaryServer(binaries);
  return most > 0 ? existing(LOCAL_SERVER) : null;
}

function existing(url: string): PostgresServer {
  return { url, stop: async () => undefined };
}

async function answers(url: string): Promise<boolean> {
  return (await mostConnectionsOf(url)) > 0;
}

/** How many connections a server takes; 0 where none answers. */
async function mostConnectionsOf(url: string): Promise<number> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ max_connections: string }>('SHOW max_connections');
    await client.end();
    return Number(rows[0]?.max_connections ?? 0);
  } catch {
    return 0;
  }
}

/** The folder of the newest PostgreSQL that is installed. */
export async function findBinaries(): Promise<string | null> {
  const versions = await readdir('/usr/lib/postgresql').catch(() => []);
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  if (newest) return `/usr/lib/postgresql/${newest}/bin`;
  const { stdout } = await run('which', ['initdb']).catch(() => ({ stdout: '' }));
  return stdout ? join(stdout.trim(), '..') : null;
}

/** Starts a server of our own. */
export async function startTemporaryServer(binaries: string): Promise<OwnServer> {
  const place = await makePlace(binaries);
  const data = join(place.folder, 'data');
  await place.run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync']);
  return startServerIn(place);
}

/** Starts a streaming standby of a server, from a copy of its data. */
export async function startStandby(binaries: string, primary: OwnServer): Promise<OwnServer> {
  const place = await makePlace(binaries);
  const data = join(place.folder, 'data');
  const { port } = new URL(primary.url);
  const from = ['-h', '127.0.0.1', '-p', port, '-U', 'postgres'];
  const how = ['--write-recovery-conf', '--wal-method=stream', '--checkpoint=fast', '--no-sync'];
  await place.run('pg_basebackup', ['-D', data, ...from, ...how]);
  return startServerIn(place);
}

/** A folder for one server's data, and whom its programs run as. */
interface Place {
  folder: string;
  binaries: string;
  identity: Identity;
  run(program: string, parameters: readonly string[]): Promise<unknown>;
}

async function makePlace(binaries: string): Promise<Place> {
  const identity = await postgresIdentity();
  const folder = await makePostgresFolder('test-postgres-', identity);
  const runIn = { ...identity, cwd: folder };
  return {
    folder,
    binaries,
    identity,
    run: (program, parameters) => run(join(binaries, program), parameters, runIn),
  };
}

async function startServerIn({ folder, binaries, identity }: Place): Promise<OwnServer> {
  const port = await freePort();
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  const place = ['-D', join(folder, 'data'), '-p', String(port), '-k', folder, '-h', '127.0.0.1'];
  // Tests end programs, never the machine, so nothing that was written can be lost.
  const parameters = [...place, '-c', `max_connections=${MOST_CONNECTIONS}`, '-c', 'fsync=off'];
  const start = async () => {
    const server = spawn(join(binaries, 'postgres'), parameters, {
      ...identity,
      cwd: folder,
      stdio: 'ignore',
    });
    for (let attempt = 0; attempt < 100 && !(await answers(url)); attempt++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return server;
  };
  let server = await start();
  const halt = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGINT');
    await ended;
  };
  return {
    url,
    halt,
    resume: async () => {
      server = await start();
    },
    freeze: () => signalAll(server, 'SIGSTOP'),
    thaw: () => signalAll(server, 'SIGCONT'),
    stop: async () => {
      if (server.exitCode === null) await halt();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server has a process for each connection, and each has to be told. */
async function signalAll(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const { stdout } = await run('pgrep', ['-P', String(server.pid)]);
  for (const pid of [server.pid, ...stdout.trim().split('\n')]) process.kill(Number(pid), signal);
}
