import type { ChildProcess } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { endProgram, familyOf, PROGRAMS, signalAll, startProgram, type Place } from './programs.ts';
import { startRelay } from './relay.ts';

/** One PostgreSQL server and the Patroni that looks after it. */
export interface ClusterNode {
  name: string;
  databasePort: number;
  apiPort: number;
  /** As when its machine dies; `revive` starts it again where it has ended. */
  killMachine(): Promise<void>;
  /** Kills the server alone. */
  killServer(): Promise<void>;
  revive(): void;
  /** Stops all its processes where they stand: its ports take connections that nobody answers. */
  freeze(): Promise<void>;
  thaw(): void;
  /** Cuts its way to etcd. */
  isolate(): void;
  rejoin(): void;
  close(): Promise<void>;
}

/**
 * Patroni's times, in seconds: a leader that is not heard of for `ttl` is replaced. 20 is the least that it takes.
 * https://patroni.readthedocs.io/en/latest/dynamic_configuration.html
 */
export const TIMES = { ttl: 20, loop_wait: 3, retry_timeout: 5 };

const SHARED = {
  ...TIMES,
  synchronous_mode: true,
  // A server that crashed is replaced rather than waited for.
  primary_start_timeout: 0,
  postgresql: {
    use_pg_rewind: true,
    use_slots: true,
    parameters: { max_connections: 100, shared_buffers: '64MB', wal_keep_size: '256MB' },
  },
};
const ADMISSION = [
  'local all all trust',
  'host all all 127.0.0.1/32 trust',
  'host replication all 127.0.0.1/32 trust',
];

export async function startNode(
  place: Place,
  binaries: string,
  name: string,
  etcdPort: number,
): Promise<ClusterNode> {
  const relay = await startRelay(etcdPort);
  const [databasePort, apiPort] = [await freePort(), await freePort()];
  const file = join(place.folder, `${name}.yml`);
  const data = join(place.folder, name);
  const config = configOf({ name, binaries, data, databasePort, apiPort, etcdPort: relay.port, place });
  // JSON is YAML.
  await writeFile(file, JSON.stringify(config), { mode: 0o644 });
  const start = () => startProgram(place, name, PROGRAMS.patroni, [file]);
  let patroni: ChildProcess = start();
  let frozen: number[] = [];

  const server = async (): Promise<number[]> => {
    const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
    return pid > 0 ? familyOf(pid) : [];
  };
  const everything = async () => [...(await familyOf(patroni.pid ?? 0)), ...(await server())];
  const thaw = () => signalAll(frozen.splice(0), 'SIGCONT');
  return {
    name,
    databasePort,
    apiPort,
    killMachine: async () => {
      const pids = await everything();
      signalAll(pids, 'SIGKILL');
      await endProgram(patroni, 'SIGKILL');
      while ((await server()).some(isRunning)) await delay(20);
    },
    killServer: async () => signalAll(await server(), 'SIGKILL'),
    revive: () => {
      if (patroni.exitCode !== null || patroni.signalCode !== null) patroni = start();
    },
    freeze: async () => {
      frozen = await everything();
      signalAll(frozen, 'SIGSTOP');
    },
    thaw,
    isolate: relay.cut,
    rejoin: relay.mend,
    close: async () => {
      thaw();
      await endProgram(patroni, 'SIGKILL');
      signalAll(await server(), 'SIGKILL');
      await relay.close();
    },
  };
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

interface NodeConfig {
  name: string;
  binaries: string;
  data: string;
  databasePort: number;
  apiPort: number;
  etcdPort: number;
  place: Place;
}

function configOf({ name, binaries, data, databasePort, apiPort, etcdPort, place }: NodeConfig): object {
  return {
    scope: 'bot',
    name,
    restapi: { listen: `127.0.0.1:${apiPort}`, connect_address: `127.0.0.1:${apiPort}` },
    // Through the relay alone, and never by the address that etcd tells of itself.
    etcd3: { host: `127.0.0.1:${etcdPort}`, use_proxies: true },
    bootstrap: { dcs: SHARED, initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'] },
    postgresql: {
      listen: `127.0.0.1:${databasePort}`,
      connect_address: `127.0.0.1:${databasePort}`,
      data_dir: data,
      bin_dir: binaries,
      pgpass: join(place.folder, `${name}.pgpass`),
      pg_hba: ADMISSION,
      authentication: { superuser: { username: 'postgres' }, replication: { username: 'replicator' } },
      parameters: { unix_socket_directories: place.folder },
    },
  };
}
