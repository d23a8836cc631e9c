import { isOutage } from '../../database/engine/is-outage.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';

export interface DatabaseWatch {
  readonly isDown: boolean;
  /** Notes a failure; whether it means that the database is away. */
  failed(error: unknown): boolean;
  /** The result of `work`, or `fallback` while the database is away: for what an answer can do without. */
  tolerate: <Result>(work: () => Promise<Result>, fallback: Result) => Promise<Result>;
  /** What to do once when the database goes and once when it is back. */
  onChange(listener: (isDown: boolean) => void): void;
  stop(): void;
}

export interface DatabaseWatchOptions {
  /** Resolves when the database takes writes again and has what was kept for it meanwhile. */
  recover: () => Promise<void>;
  clock: Clock;
  logger: Logger;
  retryMs?: number;
}

/**
 * Knows whether the database is away, so that only the first request waits for it: until it is back, nobody
 * else asks it anything.
 */
export function watchDatabase({
  recover,
  clock,
  logger,
  retryMs = 1_000,
}: DatabaseWatchOptions): DatabaseWatch {
  let isDown = false;
  let timer: Timer | null = null;
  const listeners: ((isDown: boolean) => void)[] = [];

  const change = (down: boolean) => {
    isDown = down;
    for (const listener of listeners) listener(down);
  };
  const tryAgain = async () => {
    try {
      await recover();
      logger.info('the database is back');
      change(false);
    } catch (error) {
      logger.debug({ error: describeError(error) }, 'the database is still away');
      tryLater();
    }
  };
  const tryLater = () => {
    timer = clock.after(retryMs, () => void tryAgain());
  };
  const failed = (error: unknown): boolean => {
    if (!isOutage(error)) return false;
    if (!isDown) {
      logger.error({ error: describeError(error) }, 'the database is away; usage is kept in the journal');
      change(true);
      tryLater();
    }
    return true;
  };

  return {
    get isDown() {
      return isDown;
    },
    failed,
    tolerate: async (work, fallback) => {
      if (isDown) return fallback;
      try {
        return await work();
      } catch (error) {
        if (failed(error)) return fallback;
        throw error;
      }
    },
    onChange: (listener) => void listeners.push(listener),
    stop: () => timer?.cancel(),
  };
}
