import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../../../src/tools/stand-ins/http/free-port.ts';
import { makePostgresFolder, postgresIdentity } from '../as-postgres.ts';
import { startBalancer } from './balancer.ts';
import { startNode, type ClusterNode } from './cluster-node.ts';
import { endProgram, PROGRAMS, startProgram, type Place } from './programs.ts';

/** Three PostgreSQL servers in synchronous mode, of which Patroni makes one the primary, behind HAProxy. */
export interface Cluster {
  folder: string;
  nodes: readonly ClusterNode[];
  /** The bot's own database, through HAProxy. */
  url: string;
  primary(): Promise<ClusterNode | null>;
  synchronousStandby(): Promise<ClusterNode | null>;
  /** Resolves when there are a primary, a synchronous standby and another one, all on the same timeline. */
  untilWhole(): Promise<void>;
  /** Asks Patroni to make the synchronous standby the primary. */
  switchOver(): Promise<void>;
  close(): Promise<void>;
}

interface Member {
  name: string;
  role: string;
  state: string;
  timeline?: number;
}

const NAMES = ['one', 'two', 'three'];
const LOOK_MS = 200;
/** As long as a node may take that copies everything anew. */
const MOST_REPAIR_MS = 180_000;

export async function startCluster(binaries: string): Promise<Cluster> {
  const identity = await postgresIdentity();
  const place: Place = { folder: await makePostgresFolder('test-cluster-', identity), identity };
  const etcd = await startEtcd(place);
  const nodes: ClusterNode[] = [];
  for (const name of NAMES) nodes.push(await startNode(place, binaries, name, etcd.port));
  const balancer = await startBalancer(place, nodes);
  const members = () => readMembers(nodes);
  const withRole = async (role: string) => {
    const found = (await members()).find((member) => member.role === role);
    return nodes.find(({ name }) => name === found?.name) ?? null;
  };
  const untilWhole = async () => {
    const giveUpAt = Date.now() + MOST_REPAIR_MS;
    for (let found = await members(); !isWhole(found); found = await members()) {
      if (Date.now() > giveUpAt) throw new Error(`the cluster does not recover: ${JSON.stringify(found)}`);
      await delay(LOOK_MS);
    }
  };
  const close = async () => {
    await balancer.close();
    await Promise.all(nodes.map((node) => node.close()));
    await endProgram(etcd.program, 'SIGKILL');
    await rm(place.folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await untilWhole();
    const url = `postgresql://bot@127.0.0.1:${balancer.port}/bot`;
    await createDatabase(balancer.port);
    return {
      folder: place.folder,
      nodes,
      url,
      primary: () => withRole('leader'),
      synchronousStandby: () => withRole('sync_standby'),
      untilWhole,
      switchOver: async () => switchOver(nodes, await withRole('leader')),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startEtcd(place: Place) {
  const [port, peerPort] = [await freePort(), await freePort()];
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  const options = {
    'data-dir': join(place.folder, 'etcd'),
    name: 'etcd',
    'initial-cluster': `etcd=${peer}`,
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
  };
  const parameters = Object.entries(options).map(([option, value]) => `--${option}=${value}`);
  const program = startProgram(place, 'etcd', PROGRAMS.etcd, parameters);
  return { port, program };
}

/** What the first node that answers says of all. */
async function readMembers(nodes: readonly ClusterNode[]): Promise<Member[]> {
  for (const { apiPort } of nodes) {
    try {
      const response = await fetch(`http://127.0.0.1:${apiPort}/cluster`, {
        signal: AbortSignal.timeout(1_000),
      });
      return ((await response.json()) as { members: Member[] }).members;
    } catch {
      // The next one may be alive.
    }
  }
  return [];
}

function isWhole(members: readonly Member[]): boolean {
  const roles = members.map(({ role }) => role).toSorted();
  return (
    roles.join() === 'leader,replica,sync_standby' &&
    members.every(({ state }) => state === 'running' || state === 'streaming') &&
    new Set(members.map(({ timeline }) => timeline)).size === 1
  );
}

async function switchOver(nodes: readonly ClusterNode[], leader: ClusterNode | null): Promise<void> {
  if (!leader) throw new Error('there is no primary to switch over from');
  const response = await fetch(`http://127.0.0.1:${leader.apiPort}/switchover`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ leader: leader.name }),
  });
  if (!response.ok) throw new Error(`no switchover: ${response.status} ${await response.text()}`);
}

/** With the role's settings that PgBouncer does not pass on; see docs/scaling.md. */
async function createDatabase(port: number): Promise<void> {
  const client = new Client({ connectionString: `postgresql://postgres@127.0.0.1:${port}/postgres` });
  await client.connect();
  await client.query('CREATE ROLE bot LOGIN');
  await client.query(`ALTER ROLE bot SET TimeZone = 'UTC'`);
  await client.query(`ALTER ROLE bot SET lock_timeout = '5s'`);
  await client.query('CREATE DATABASE bot OWNER bot');
  await client.end();
}
