import type { Engine } from '../database/engine/engine.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import type { ExhaustedQuotas } from '../usage/quotas/exhausted-quotas.ts';
import type { Services } from './services/open-services.ts';

export interface KeepCurrentOptions {
  services: Pick<Services, 'refreshPrices' | 'settings'>;
  quotas: Pick<ExhaustedQuotas, 'refresh'>;
  ledger: Pick<Ledger, 'subscribe'>;
  engine: Engine;
  clock: Pick<Clock, 'monotonicMs'>;
}

/** How long a replica that answers nobody goes without what others learned of the quotas. */
const OTHERS_MS = 60_000;

/**
 * Returns what reads again what may have changed since it was read: how full the quotas are after requests of this
 * process, and what other replicas did. SQLite has no replicas, and whatever this process changes it reads at once.
 */
export function createKeepCurrent(options: KeepCurrentOptions): () => Promise<unknown> {
  const { services, quotas, ledger, engine, clock } = options;
  const hasReplicas = engine === 'postgresql';
  let hasSettled = false;
  let readAt = clock.monotonicMs();
  ledger.subscribe(() => {
    hasSettled = true;
  });
  const refreshQuotas = async () => {
    if (!hasSettled && !(hasReplicas && clock.monotonicMs() >= readAt + OTHERS_MS)) return;
    hasSettled = false;
    readAt = clock.monotonicMs();
    await quotas.refresh();
  };
  return () =>
    Promise.all([
      refreshQuotas(),
      ...(hasReplicas ? [services.refreshPrices(), services.settings.refresh()] : []),
    ]);
}
