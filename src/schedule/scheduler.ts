import { schedule, type ScheduledTask } from 'node-cron';
import type { JobStore } from '../database/job-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';

export interface Job {
  name: string;
  /** Five or six fields; `null`: never. */
  cron: string | null;
  run: () => Promise<void>;
}

export interface SchedulerOptions {
  jobs: readonly Job[];
  timeZone: string;
  claims: JobStore;
  clock: Clock;
  logger: Logger;
}

export interface Scheduler {
  /** Runs a job at other times from now on; `null`: never. */
  reschedule(name: string, cron: string | null): Promise<void>;
  /** Starts no job any more and waits for those that run. */
  stop(): Promise<void>;
}

/**
 * A machine that slept or had no time runs what it missed, the newest moment of each job, unless it is longer ago.
 * node-cron's own second would lose the day's report to a process that is busy for two.
 */
const MOST_LATE_MS = 24 * 3_600_000;

/** Runs each job at its times, once, whichever replica is first to claim the moment. */
export function startScheduler({ jobs, timeZone, claims, clock, logger }: SchedulerOptions): Scheduler {
  const running = new Set<Promise<void>>();
  const runOnce = async (job: Job, tick: Date) => {
    try {
      if (!(await claims.claim(job.name, tick, clock.now()))) return;
      await job.run();
      logger.info({ job: job.name, tick }, 'job done');
    } catch (error) {
      logger.error({ job: job.name, tick, error: describeError(error) }, 'job failed');
    }
  };
  const startTask = (job: Job, cron: string): ScheduledTask =>
    schedule(
      cron,
      ({ date }) => {
        const done = runOnce(job, toSecond(date)).finally(() => running.delete(done));
        running.add(done);
      },
      {
        timezone: timeZone,
        name: job.name,
        missedExecutionTolerance: MOST_LATE_MS,
        logger: cronLogger(logger),
      },
    );
  const tasks = new Map<string, ScheduledTask>();
  for (const job of jobs) if (job.cron !== null) tasks.set(job.name, startTask(job, job.cron));
  return {
    reschedule: async (name, cron) => {
      const job = jobs.find((candidate) => candidate.name === name);
      const before = tasks.get(name);
      tasks.delete(name);
      if (job && cron !== null) tasks.set(name, startTask(job, cron));
      await before?.destroy();
    },
    stop: async () => {
      for (const task of tasks.values()) await task.destroy();
      tasks.clear();
      await Promise.all(running);
    },
  };
}

/** node-cron would write to the console. */
function cronLogger(logger: Logger) {
  return {
    info: (message: string) => logger.info(message),
    warn: (message: string) => logger.warn(message),
    error: (problem: string | Error, error?: Error) =>
      logger.error({ error: describeError(error ?? problem) }, 'node-cron'),
    debug: (message: string | Error) => logger.debug(`${message}`),
  };
}

/** Replicas wake within milliseconds of each other; the second is what they agree on. */
function toSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
