import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { reachOnce } from '../network/reach-once.ts';

export interface HeartbeatOptions {
  /** Where a monitoring service expects to be called; it alerts when nobody calls. */
  url: string;
  /** Whether Telegram and the database answer. */
  isWell: () => Promise<boolean>;
  fetch: typeof fetch;
  clock: Clock;
  logger: Logger;
}

export interface Heartbeat {
  /** Calls no more, and waits for the call in progress. */
  stop(): Promise<void>;
}

const INTERVAL_MS = 60_000;

/** Fetches the address at once and then every minute, while the bot is well. */
export function startHeartbeat({ url, isWell, fetch, clock, logger }: HeartbeatOptions): Heartbeat {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  let isFailing = false;

  const ended = (problem: string | null): void => {
    if (problem !== null && !isFailing)
      logger.warn({ problem }, 'HEARTBEAT_URL was not reached; it is tried again every minute');
    if (problem === null && isFailing) logger.info('HEARTBEAT_URL is reached again');
    isFailing = problem !== null;
  };
  const beat = async (): Promise<void> => {
    if (stopping.signal.aborted || !(await isWell()) || stopping.signal.aborted) return;
    const reach = { fetch, clock, signal: stopping.signal };
    const problem = await reachOnce(url, {}, reach).catch(describeError);
    if (!stopping.signal.aborted) ended(problem);
  };
  const tick = (): void => {
    running ??= beat()
      .catch((error: unknown) => ended(describeError(error)))
      .finally(() => (running = null));
  };
  const timer = clock.every(INTERVAL_MS, tick);
  tick();
  return {
    stop: async () => {
      timer.cancel();
      stopping.abort();
      await running;
    },
  };
}
