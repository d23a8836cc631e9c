import type { Job } from './job.ts';
import type { JobStore } from '../database/admin/job-store.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { createCronTimes } from './cron-times.ts';
import { createJobLook, type JobLook } from './job-look.ts';
import { tickAtTimes, type Ticking } from './tick-at-times.ts';

export interface SchedulerOptions {
  jobs: readonly Job[];
  timeZone: string;
  claims: JobStore;
  /** Aborted when what is under way has to be given back. */
  signal: AbortSignal;
  clock: Clock;
  logger: Logger;
  /** How often what was missed or failed is looked for. */
  lookEveryMs?: number;
}

export interface Scheduler {
  /** Runs a job at other times from now on; `null`: never. */
  reschedule(name: string, cron: string | null): Promise<void>;
  /** Starts no job any more and waits for those that run, which the signal ends. */
  stop(): Promise<void>;
}

const MINUTE_MS = 60_000;

/**
 * Runs each job at its times, once, whichever replica is first to claim the moment. Moments are noted before they come;
 * what was missed, failed or was in the hands of a process that died is found by a look at start and every minute.
 */
export function startScheduler(options: SchedulerOptions): Scheduler {
  const { jobs, clock, lookEveryMs = MINUTE_MS } = options;
  const entries = new Map(jobs.map((job) => [job.name, startEntry(job, options)]));
  const lookAtAll = () => {
    for (const { look } of entries.values()) void look.now();
  };
  lookAtAll();
  const timer = clock.every(lookEveryMs, lookAtAll);
  return {
    reschedule: async (name, cron) => entries.get(name)?.reschedule(cron),
    stop: async () => {
      timer.cancel();
      await Promise.all([...entries.values()].map((entry) => entry.stop()));
    },
  };
}

interface Entry {
  look: JobLook;
  reschedule(cron: string | null): Promise<void>;
  stop(): Promise<void>;
}

function startEntry(job: Job, options: SchedulerOptions): Entry {
  const { timeZone, clock } = options;
  let ticking: Ticking | null = null;
  const look = createJobLook({ ...options, job, nextTick: () => ticking?.next() ?? null });
  const start = (cron: string | null) => {
    ticking?.stop();
    const onTick = (moment: Date) => look.at(moment);
    ticking = cron === null ? null : tickAtTimes(createCronTimes(cron, timeZone), clock, onTick);
    look.follow(cron === null ? null : `${cron} ${timeZone}`);
  };
  start(job.cron);
  return {
    look,
    reschedule: async (cron) => {
      start(cron);
      await look.now();
    },
    stop: async () => {
      ticking?.stop();
      ticking = null;
      await look.stop();
    },
  };
}
