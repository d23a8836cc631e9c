import type { Clock } from '../foundation/clock.ts';
import { withTimeout } from '../foundation/with-timeout.ts';
import type { RunningBot } from '../telegram/delivery/run-bot.ts';

/** How long a person who waits for an answer may still get it after a signal to stop. */
const GRACE_MS = 8_000;
/** How long a job or an alert has after that, to give back what it did not do. */
const LAST_MS = 2_000;

export interface EndWorkOptions {
  running: Pick<RunningBot, 'stop'>;
  /** Jobs and messages to admins: what they leave undone is the next process's. */
  others: readonly (() => Promise<unknown>)[];
  /** Aborted when the grace is over. */
  shutdown: AbortController;
  clock: Clock;
}

/** Begins nothing more, and ends what is under way side by side: within the grace, then by the signal. */
export async function endWork({ running, others, shutdown, clock }: EndWorkOptions): Promise<void> {
  const rest = Promise.all(others.map((stop) => stop()));
  const atMost = (ms: number) => withTimeout(clock, ms, rest).catch(() => undefined);
  await Promise.all([running.stop(GRACE_MS), atMost(GRACE_MS)]);
  shutdown.abort();
  await Promise.all([running.stop(GRACE_MS), atMost(LAST_MS)]);
}
