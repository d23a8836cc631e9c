import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { endsWithin } from '../../foundation/with-timeout.ts';
import type { RunningBot } from '../../telegram/delivery/run-bot.ts';

/** Time that answers in progress get after a signal to stop. */
const GRACE_MS = 8_000;
/** Time that jobs and alerts get after that, to give back what they did not finish. */
const LAST_MS = 2_000;
const UNFINISHED = 'work in progress is left to the next start: it did not end in time';

export interface EndWorkOptions {
  running: Pick<RunningBot, 'stop'>;
  /** Stop functions of jobs and of messages to admins; the next process finishes what they leave undone. */
  others: readonly (() => Promise<unknown>)[];
  /** Aborted when the grace period is over. */
  shutdown: AbortController;
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
}

/** Starts nothing new and waits for all work in progress at once: first for the grace period, then under the abort signal. */
export async function endWork({ running, others, shutdown, clock, logger }: EndWorkOptions): Promise<void> {
  const rest = Promise.all(others.map((stop) => stop()));
  const atMost = (ms: number) => endsWithin(clock, ms, rest);
  const done = await Promise.all([running.stop(GRACE_MS), atMost(GRACE_MS)]);
  if (done.includes(false)) logger.warn({ graceMs: GRACE_MS }, UNFINISHED);
  shutdown.abort();
  await Promise.all([running.stop(GRACE_MS), atMost(LAST_MS)]);
}
