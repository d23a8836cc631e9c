import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.ts';
import type { ClusterNode } from './cluster-node.ts';

/** A time, in milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

export interface PrimaryWatch {
  /** When no node was a primary. */
  gaps(): readonly Span[];
  stop(): Promise<void>;
}

const EVERY_MS = 100;
/** A primary that needs longer to say that it is one is none to HAProxy either. */
const PATIENCE_MS = 500;

/** Notes from now on when the cluster has a primary, as HAProxy asks for it. */
export function watchPrimary({ nodes }: Pick<Cluster, 'nodes'>): PrimaryWatch {
  const gaps: Span[] = [];
  const over = new AbortController();
  const watch = async () => {
    let lastSeen = Date.now();
    while (!over.signal.aborted) {
      const isThere = await hasPrimary(nodes);
      const now = Date.now();
      const open = gaps.at(-1);
      if (!isThere && (!open || open.to < lastSeen)) gaps.push({ from: lastSeen, to: now });
      else if (open && open.to >= lastSeen) open.to = now;
      if (isThere) lastSeen = now + 1;
      await delay(EVERY_MS);
    }
  };
  const watching = watch();
  return {
    gaps: () => gaps,
    stop: async () => {
      over.abort();
      await watching;
    },
  };
}

async function hasPrimary(nodes: readonly ClusterNode[]): Promise<boolean> {
  const answers = await Promise.all(
    nodes.map(async ({ apiPort }) => {
      try {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        return (await fetch(`http://127.0.0.1:${apiPort}/primary`, { signal })).ok;
      } catch {
        return false;
      }
    }),
  );
  return answers.includes(true);
}
