import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { ClusterNode } from './cluster-node.ts';

/** Something that happens to a cluster. */
export interface Accident {
  name: string;
  /** Whether it happens as often as the run asks for. */
  isRepeated: boolean;
  /** Resolves with the node that it happened to, when the cluster can do without it again. */
  strike(cluster: Cluster, time: number): Promise<ClusterNode>;
  heal?(cluster: Cluster, struck: ClusterNode): Promise<void> | void;
}

const LOOK_MS = 100;

export const ACCIDENTS: readonly Accident[] = [
  {
    name: 'the primary is killed',
    isRepeated: true,
    strike: async (cluster, time) => {
      const struck = await primaryOf(cluster);
      // The machine that dies takes Patroni along; the server alone is replaced sooner.
      await (time % 2 === 0 ? struck.killMachine() : struck.killServer());
      return replaced(cluster, struck);
    },
    heal: (_, struck) => struck.revive(),
  },
  {
    name: 'a switchover',
    isRepeated: true,
    strike: async (cluster) => {
      const struck = await primaryOf(cluster);
      await cluster.switchOver();
      return replaced(cluster, struck);
    },
  },
  {
    name: 'the primary stands still',
    isRepeated: false,
    strike: async (cluster) => {
      const struck = await primaryOf(cluster);
      await struck.freeze();
      return replaced(cluster, struck);
    },
    // As its watchdog would. Patroni 3.0 that simply went on took the leader's key back from the new leader in one of
    // three runs.
    heal: async (_, struck) => {
      await struck.killMachine();
      struck.revive();
    },
  },
  {
    name: 'the primary is cut off from etcd',
    isRepeated: false,
    strike: async (cluster) => {
      const struck = await primaryOf(cluster);
      struck.isolate();
      return replaced(cluster, struck);
    },
    heal: (_, struck) => struck.rejoin(),
  },
  {
    name: 'the synchronous standby stands still',
    isRepeated: false,
    strike: async (cluster) => {
      const struck = await cluster.synchronousStandby();
      if (!struck) throw new Error('there is no synchronous standby');
      await struck.freeze();
      while (((await cluster.synchronousStandby()) ?? struck) === struck) await delay(LOOK_MS);
      return struck;
    },
    heal: (_, struck) => struck.thaw(),
  },
];

async function primaryOf(cluster: Cluster): Promise<ClusterNode> {
  for (;;) {
    const primary = await cluster.primary();
    if (primary) return primary;
    await delay(LOOK_MS);
  }
}

/** Resolves with the node when another one is the primary. */
async function replaced(cluster: Cluster, struck: ClusterNode): Promise<ClusterNode> {
  while ((await primaryOf(cluster)) === struck) await delay(LOOK_MS);
  return struck;
}
