import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { makePostgresFolder, postgresIdentity } from '../as-postgres.ts';

/** As Debian's package installs it. */
const PROGRAM = '/usr/sbin/pgbouncer';

export interface Pooler {
  /** The same database as through the server itself. */
  url: string;
  stop(): Promise<void>;
}

/** Whether there is a PgBouncer to test with. */
export const hasPooler = existsSync(PROGRAM);

/** Starts a PgBouncer in transaction mode in front of the server of `url`. */
export async function startPooler(url: string, settings: Readonly<Record<string, string>>): Promise<Pooler> {
  const { hostname, port, username } = new URL(url);
  const identity = await postgresIdentity();
  const folder = await makePostgresFolder('test-pgbouncer-', identity);
  const ownPort = await freePort();
  const lines = Object.entries({
    listen_addr: '127.0.0.1',
    listen_port: String(ownPort),
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: 'transaction',
    ...settings,
  }).map(([name, value]) => `${name} = ${value}`);
  const target = `* = host=${hostname} port=${port || '5432'} user=${username}`;
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, ['[databases]', target, '[pgbouncer]', ...lines, ''].join('\n'));
  const program = spawn(PROGRAM, ['-q', file], { ...identity, cwd: folder, stdio: 'ignore' });
  while (!(await listens(ownPort))) {
    if (program.exitCode !== null) throw new Error(`pgbouncer ended with ${program.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(ownPort);
  return {
    url: through.toString(),
    stop: async () => {
      const ended = once(program, 'exit');
      program.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
