import type { Config } from '../../config/config.ts';
import type { AlertStore } from '../../database/admin/alert-store.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import { dayOf } from '../../foundation/day.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { providerHeadroom } from '../../usage/quotas/provider-headroom.ts';
import { readQuotas } from '../../usage/quotas/read-quotas.ts';
import { createMetrics, type Metrics } from '../../web/numbers/metrics.ts';
import { readLiveNumbers } from '../../web/numbers/read-live-numbers.ts';
import { shareRecent } from '../../web/numbers/share-recent.ts';
import type { Services } from '../services/open-services.ts';

export interface OpenMetricsOptions {
  services: Services;
  config: Pick<Config, 'timeZone'>;
  usage: UsageStore;
  alerts: Pick<AlertStore, 'list'>;
  watch: Pick<DatabaseWatch, 'tolerate'>;
  updatesInHand: () => number;
  clock: Clock;
}

/** A scrape reads the database; scrapes within this time share one read. */
const SCRAPE_SHARED_MS = 5_000;

/** Wires the metrics that Prometheus scrapes and a collector is sent. */
export function openMetrics(options: OpenMetricsOptions): Metrics {
  return createMetrics({ readLive: shareLive(options), updatesInHand: options.updatesInHand });
}

function shareLive({ services, config, usage, alerts, watch, clock }: OpenMetricsOptions) {
  const { profiles, settings, configured } = services;
  const asked = profiles.filter(({ id }) => configured.some(({ provider }) => provider === id));
  const sources = {
    readQuotas: async (now: Date) => {
      const quotas = await readQuotas(usage, now);
      const { alertPercent } = settings;
      return asked.flatMap((profile) =>
        providerHeadroom(profile, quotas, { now, alertPercent }).map((quota) => ({
          provider: profile.id,
          ...quota,
        })),
      );
    },
    readToday: (now: Date) => {
      const today = dayOf(now, config.timeZone);
      return usage.totals(today, today);
    },
    listAlerts: () => alerts.list(),
  };
  const read = shareRecent(() => watch.tolerate(() => readLiveNumbers(sources, clock.now()), null), {
    clock,
    maxAgeMs: SCRAPE_SHARED_MS,
  });
  return () => read(undefined);
}
