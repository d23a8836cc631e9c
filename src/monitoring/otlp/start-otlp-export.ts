import type { Clock } from '../../foundation/clock.ts';
import { deadlineSignal } from '../../foundation/deadline-signal.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
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

/** The specification's default of OTEL_EXPORTER_OTLP_TIMEOUT. */
const PATIENCE_MS = 10_000;

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
  const deadline = deadlineSignal(clock, new AbortController().signal, PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: deadline.signal,
    });
    await response.body?.cancel();
    return response.ok ? null : `status ${response.status}`;
  } finally {
    deadline.end();
  }
}
