import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import { reachOnce } from '../../network/reach-once.ts';
import { toOtlp, type CollectedMetric } from './to-otlp.ts';

export interface OtlpExportOptions {
  url: string;
  headers: Readonly<Record<string, string>>;
  resource: Readonly<Record<string, string>>;
  intervalMs: number;
  collect: () => Promise<readonly CollectedMetric[]>;
  fetch: typeof fetch;
  clock: Clock;
  logger: Logger;
}

export interface OtlpExport {
  /** Exports once more, for the last time. */
  stop(): Promise<void>;
}

/** Posts all metrics to an OpenTelemetry collector, again and again. What one export misses, the next one contains. */
export function startOtlpExport(options: OtlpExportOptions): OtlpExport {
  const { intervalMs, clock, logger } = options;
  const start = clock.now();
  let running: Promise<void> | null = null;
  let isFailing = false;

  const exportOnce = async (): Promise<void> => {
    const problem = await post(options, start).catch(describeError);
    if (problem !== null && !isFailing)
      logger.warn({ problem }, 'the OpenTelemetry collector took no metrics; they are sent again and again');
    if (problem === null && isFailing) logger.info('the OpenTelemetry collector takes metrics again');
    isFailing = problem !== null;
  };
  const tick = (): Promise<void> => (running ??= exportOnce().finally(() => (running = null)));
  const timer = clock.every(intervalMs, () => void tick());
  return {
    stop: async () => {
      timer.cancel();
      await running;
      await tick();
    },
  };
}

/** Why the collector did not take the metrics; `null` when it did. */
async function post(
  { url, headers, resource, collect, fetch, clock }: OtlpExportOptions,
  start: Date,
): Promise<string | null> {
  const body = JSON.stringify(toOtlp(await collect(), resource, { start, now: clock.now() }));
  const sent = { ...headers, 'content-type': 'application/json' };
  return reachOnce(url, { method: 'POST', headers: sent, body, redirect: 'manual' }, { fetch, clock });
}
