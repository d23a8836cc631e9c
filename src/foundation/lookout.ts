import type { Clock, Timer } from './clock.ts';
import { describeError } from './describe-error.ts';
import type { Logger } from './logger.ts';

/** Something that is looked at again and again, by one look at a time. */
export interface Lookout {
  /** Looks now, or waits for the look that is under way. Never rejects. */
  look(): Promise<void>;
  /** Something happened: looks within a second, once for many such calls. */
  soon(): void;
  /** Looks no more, and waits for the look that is under way. */
  stop(): Promise<void>;
}

export interface LookoutOptions {
  lookOnce: () => Promise<void>;
  /** The log's line when a look fails; the next one tries again. */
  failed: string;
  /** The rest between two looks that were asked for, in milliseconds. Default: none. */
  pauseMs?: number;
  clock: Clock;
  logger: Logger;
}

const INTERVAL_MS = 60_000;
/** What happens at the same moment is seen by one look. */
const SOON_MS = 300;

/** Looks every minute, and soon after each call of `soon`. */
export function keepLookout({ lookOnce, failed, pauseMs = 0, clock, logger }: LookoutOptions): Lookout {
  let running: Promise<void> | null = null;
  let timer: Timer | null = null;
  let lastEnd = -Infinity;
  let isStopped = false;

  const look = async (): Promise<void> => {
    if (isStopped) return;
    running ??= lookOnce()
      .catch((error: unknown) => logger.warn({ error: describeError(error) }, failed))
      .finally(() => {
        running = null;
        lastEnd = clock.monotonicMs();
      });
    await running;
  };
  const pauseLeftMs = () => lastEnd + pauseMs - clock.monotonicMs();
  const soon = () => {
    if (isStopped || timer) return;
    timer = clock.after(Math.max(SOON_MS, pauseLeftMs()), () => {
      timer = null;
      // A look that is running may have read before it happened, so another one follows it.
      if (running) void running.then(soon);
      else if (pauseLeftMs() > 0) soon();
      else void look();
    });
  };
  const interval = clock.every(INTERVAL_MS, () => void look());

  return {
    look,
    soon,
    stop: async () => {
      isStopped = true;
      interval.cancel();
      timer?.cancel();
      await running;
    },
  };
}
