import type { Clock } from '../../foundation/clock.ts';
import { delay } from '../../foundation/delay.ts';

/** How many rows long work on the database changes at a time. */
export interface BatchPace {
  /** How many rows the next batch may have. */
  take(): number;
  /** Runs one batch, adapts the size of the next one to its duration, and then pauses. */
  run<Result>(batch: () => Promise<Result>): Promise<Result>;
}

const MAX_ROWS = 200;
const MIN_ROWS = 10;
/** A batch that took longer is followed by a smaller one, because an answer may have waited for it. */
const LONG_MS = 20;
const SHORT_MS = 8;
const MIN_PAUSE_MS = 10;
/** A process that was stopped in a batch must not pause for as long as it was stopped. */
const MAX_PAUSE_MS = 1_000;

/** Splits long work on the database into batches so small that chats which run meanwhile do not wait noticeably. */
export function createBatchPace(clock: Pick<Clock, 'monotonicMs' | 'after'>): BatchPace {
  // Small at first, because the speed of the machine is not known yet.
  let take = MAX_ROWS / 4;
  return {
    take: () => take,
    run: async (batch) => {
      const startedAt = clock.monotonicMs();
      const result = await batch();
      const tookMs = clock.monotonicMs() - startedAt;
      if (tookMs > LONG_MS) take = Math.max(MIN_ROWS, Math.floor(take / 2));
      else if (tookMs < SHORT_MS) take = Math.min(MAX_ROWS, take * 2);
      // As long as the batch, so that this work takes at most half of the time.
      await delay(clock, Math.min(Math.max(MIN_PAUSE_MS, tookMs), MAX_PAUSE_MS));
      return result;
    },
  };
}
