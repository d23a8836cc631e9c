export interface BatchPace {
  /** How many rows the next batch may have. */
  take(): number;
  /** Runs one batch, learns from its time, and lets others have their turn. */
  run<Result>(batch: () => Promise<Result>): Promise<Result>;
}

const MOST = 200;
const LEAST = 10;
/** A batch that took longer is followed by a smaller one: somebody who chats may have waited for it. */
const LONG_MS = 20;
const SHORT_MS = 8;
const PAUSE_MS = 10;

/** Long work on the database in batches so small that nobody who chats meanwhile waits noticeably. */
export function createBatchPace(now: () => number = () => performance.now()): BatchPace {
  // Small at first: nobody knows yet how fast the machine is.
  let take = MOST / 4;
  return {
    take: () => take,
    run: async (batch) => {
      const startedAt = now();
      const result = await batch();
      const took = now() - startedAt;
      if (took > LONG_MS) take = Math.max(LEAST, Math.floor(take / 2));
      else if (took < SHORT_MS) take = Math.min(MOST, take * 2);
      // As long as the batch at least, so that at most half of the time is ours.
      await new Promise((resolve) => setTimeout(resolve, Math.max(PAUSE_MS, took)));
      return result;
    },
  };
}
