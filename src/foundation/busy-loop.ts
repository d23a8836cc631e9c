import { performance } from 'node:perf_hooks';

/** A shorter look would take one long piece of work for too many of them. */
const LEAST_WINDOW_MS = 100;
const BUSY_FROM = 0.95;

/** Tells whether the event loop had hardly a moment's rest since it was last asked about, or for a tenth of a second. */
export function createBusyLoop(): () => boolean {
  let since = performance.eventLoopUtilization();
  let isBusy = false;
  return () => {
    const { idle, active, utilization } = performance.eventLoopUtilization(since);
    if (idle + active < LEAST_WINDOW_MS) return isBusy;
    isBusy = utilization > BUSY_FROM;
    since = performance.eventLoopUtilization();
    return isBusy;
  };
}
