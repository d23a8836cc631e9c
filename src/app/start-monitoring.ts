import type { Config, MonitoringConfig } from '../config/config.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { startHeartbeat } from '../monitoring/heartbeat.ts';
import type { Metrics } from '../web/numbers/metrics.ts';
import type { OpenMetricsOptions } from './parts/open-metrics.ts';
import type { Readiness } from './parts/open-readiness.ts';

export interface StartMonitoringOptions {
  monitoring: MonitoringConfig;
  readiness: Readiness;
  /** `null`: nobody reads them. */
  metrics: Metrics | null;
  clock: Clock;
  logger: Logger;
}

export interface Monitoring {
  stop(): Promise<void>;
}

/** Loads the metrics and their dependency only where somebody reads them. */
export async function openMetricsIfWanted(
  wanted: OpenMetricsOptions & { config: Config },
): Promise<Metrics | null> {
  const { port, monitoring } = wanted.config;
  if (port === null && monitoring.otlp === null) return null;
  const { openMetrics } = await import('./parts/open-metrics.ts');
  return openMetrics(wanted);
}

/** Starts what tells other programs that the bot is well, and its numbers. */
export async function startMonitoring(options: StartMonitoringOptions): Promise<Monitoring> {
  const { monitoring, readiness, clock, logger } = options;
  const { heartbeatUrl: url } = monitoring;
  const isWell = async () => (await readiness()).length === 0;
  const heartbeat = url === null ? null : startHeartbeat({ url, isWell, fetch, clock, logger });
  const otlp = await startOtlp(options);
  return {
    stop: async () => {
      await Promise.all([heartbeat?.stop(), otlp?.stop()]);
    },
  };
}

/** Loads the export only where a collector is named. */
async function startOtlp({ monitoring, metrics, clock, logger }: StartMonitoringOptions) {
  if (monitoring.otlp === null || metrics === null) return null;
  const { startOtlpExport } = await import('../monitoring/otlp/start-otlp-export.ts');
  const collect = async () =>
    (await metrics.collect()).map((metric) => ({ ...metric, type: String(metric.type) }));
  return startOtlpExport({ ...monitoring.otlp, collect, fetch, clock, logger });
}
