import type { JobStore } from '../database/admin/job-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { LEASE_MS, runClaim } from './run-claim.ts';
import type { Job } from './job.ts';

/** What one process does for one job. */
export interface JobLook {
  /** The job's moments come from this schedule from now on; `null`: from none. */
  follow(schedule: string | null): void;
  /** A moment has come. */
  at(tick: Date): void;
  /** Runs what is due and in nobody's hands. Never rejects. */
  now(): Promise<void>;
  /** Begins with nothing more, and waits for what runs. */
  stop(): Promise<void>;
}

export interface JobLookOptions {
  job: Job;
  nextTick: () => Date | null;
  claims: JobStore;
  signal: AbortSignal;
  clock: Clock;
  logger: Logger;
}

/** A report that is later than that would be one of another day. */
const WINDOW_MS = 6 * 3_600_000;

/**
 * Notes the moments of a job before they come, and runs the newest that has come. Because only moments that were noted
 * are run late, a new bot or a new schedule makes up for none that were before it.
 */
export function createJobLook(options: JobLookOptions): JobLook {
  const { job, nextTick, claims, clock, logger } = options;
  let schedule: string | null = null;
  let isNew = true;
  let come: Date | null = null;
  let stopped = false;

  const note = async (followed: string | null, tick: Date | null) => {
    if (isNew) await claims.forgetOthers(job.name, followed);
    const ticks = [tick, nextTick()].filter((one) => one !== null);
    if (followed !== null) await claims.note(job.name, followed, ticks);
  };
  const claim = async (followed: string, tick: Date | null) => {
    const now = clock.now();
    // What was said to have come, has, whatever the clock was put to meanwhile.
    const latest = tick ?? now;
    return claims.claim({
      job: job.name,
      schedule: followed,
      between: [after(latest, -WINDOW_MS), latest],
      now,
      until: after(now, LEASE_MS),
    });
  };
  const look = oneAtATime(async () => {
    if (stopped) return;
    const [followed, tick] = [schedule, come];
    try {
      await note(followed, tick);
      const claimed = followed === null || stopped ? null : await claim(followed, tick);
      if (schedule === followed) isNew = false;
      if (come === tick) come = null;
      if (claimed) await runClaim(claimed, { ...options, run: job.run });
    } catch (error) {
      logger.warn({ job: job.name, error: describeError(error) }, 'could not look whether a job is due');
    }
  });
  return {
    follow: (next) => {
      if (next !== schedule) come = null;
      schedule = next;
      isNew = true;
    },
    at: (tick) => {
      come = tick;
      void look();
    },
    now: look,
    stop: () => {
      stopped = true;
      return look();
    },
  };
}

function after(date: Date, ms: number): Date {
  return new Date(date.getTime() + ms);
}
