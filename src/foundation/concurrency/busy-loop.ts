import { performance } from 'node:perf_hooks';

/** In a shorter window, a single long task would look like an overload. */
const LEAST_WINDOW_MS = 100;
const BUSY_FROM = 0.95;

/**
 * Returns a function that says whether the event loop was over 95 % busy since its last call, measured over
 * at least 100 ms.
 */
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
