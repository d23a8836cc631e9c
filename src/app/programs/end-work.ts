import type { Clock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import type { RunningBot } from '../../telegram/delivery/run-bot.ts';

/** Time that answers in progress get after a signal to stop. */
const GRACE_MS = 8_000;
/** Time that jobs and alerts get after that, to give back what they did not finish. */
const LAST_MS = 2_000;

export interface EndWorkOptions {
  running: Pick<RunningBot, 'stop'>;
  /** Stop functions of jobs and of messages to admins; the next process finishes what they leave undone. */
  others: readonly (() => Promise<unknown>)[];
  /** Aborted when the grace period is over. */
  shutdown: AbortController;
  clock: Clock;
}

/** Starts nothing new and waits for all work in progress at once: first for the grace period, then under the abort signal. */
export async function endWork({ running, others, shutdown, clock }: EndWorkOptions): Promise<void> {
  const rest = Promise.all(others.map((stop) => stop()));
  const atMost = (ms: number) => withTimeout(clock, ms, rest).catch(() => undefined);
  await Promise.all([running.stop(GRACE_MS), atMost(GRACE_MS)]);
  shutdown.abort();
  await Promise.all([running.stop(GRACE_MS), atMost(LAST_MS)]);
}
