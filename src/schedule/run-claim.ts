import type { JobClaim, JobStore } from '../database/admin/job-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { delay } from '../foundation/delay.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';

export interface RunClaimOptions {
  /** False when it has to be tried again. Listens to the signal where it takes long. */
  run: (signal: AbortSignal) => Promise<boolean>;
  claims: JobStore;
  /** What is not done when it is aborted is given back. */
  signal: AbortSignal;
  clock: Clock;
  logger: Logger;
}

/** How long a killed process keeps a moment from the others. */
export const LEASE_MS = 60_000;
const RENEWAL_MS = 15_000;
/** A little less than the minute between two looks; doubles with each failure. */
const FIRST_PAUSE_MS = 50_000;
const MOST_PAUSE_MS = 600_000;
/** What a job that hears the signal still needs to end. */
const LAST_MS = 500;
const FINISH_PAUSE_MS = 1_000;

/** Runs what was claimed, and marks it as done or gives it back. Never rejects. */
export async function runClaim(claim: JobClaim, options: RunClaimOptions): Promise<void> {
  const { claims, clock, logger } = options;
  const { job, tick } = claim;
  const renewal = clock.every(RENEWAL_MS, () => {
    void claims.renew(claim, after(clock, LEASE_MS)).catch(() => undefined);
  });
  try {
    if (await tryRun(claim, options)) {
      await finish(claim, options);
      logger.info({ job, tick }, 'job done');
    } else await giveBack(claim, options);
  } catch (error) {
    // Its lease passes by itself.
    logger.warn({ job, tick, error: describeError(error) }, 'what became of a job could not be noted');
  } finally {
    renewal.cancel();
  }
}

async function tryRun(
  { job, tick }: JobClaim,
  { run, signal, clock, logger }: RunClaimOptions,
): Promise<boolean> {
  try {
    const isDone = await untilAborted(run(signal), signal, clock);
    if (!isDone) logger.warn({ job, tick }, 'job reached nobody');
    return isDone;
  } catch (error) {
    if (signal.aborted) logger.info({ job, tick }, 'job is left to the next process');
    else logger.error({ job, tick, error: describeError(error) }, 'job failed');
    return false;
  }
}

/** Whoever ends waits for no job: it may be in the middle of a minute's pause that Telegram asked for. */
async function untilAborted(work: Promise<boolean>, signal: AbortSignal, clock: Clock): Promise<boolean> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const late = () => reject(new Error('the process ends'));
    const abort = () => void delay(clock, LAST_MS, over.signal).then(late, () => undefined);
    signal.addEventListener('abort', abort, { once: true, signal: over.signal });
    if (signal.aborted) abort();
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}

/** Done is done: unless it is noted, another process would do it again, so a database that is away is waited for. */
async function finish(claim: JobClaim, { claims, clock, signal }: RunClaimOptions): Promise<void> {
  for (;;) {
    try {
      return await claims.finish(claim, clock.now());
    } catch (error) {
      if (signal.aborted) throw error;
      await delay(clock, FINISH_PAUSE_MS, signal).catch(() => undefined);
    }
  }
}

async function giveBack(claim: JobClaim, { claims, clock, signal }: RunClaimOptions): Promise<void> {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (claim.tries - 1), MOST_PAUSE_MS);
  await claims.release(claim, signal.aborted ? clock.now() : after(clock, pause));
}

function after(clock: Clock, ms: number): Date {
  return new Date(clock.now().getTime() + ms);
}
