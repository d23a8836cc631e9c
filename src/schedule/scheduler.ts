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
  /** Starts no job any more and waits for those that run. */
  stop(): Promise<void>;
}

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
  const tasks = jobs.flatMap((job): ScheduledTask[] => {
    if (job.cron === null) return [];
    const task = schedule(
      job.cron,
      ({ date }) => {
        const done = runOnce(job, toSecond(date)).finally(() => running.delete(done));
        running.add(done);
      },
      { timezone: timeZone, name: job.name },
    );
    return [task];
  });
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
      await Promise.all(running);
    },
  };
}

/** Replicas wake within milliseconds of each other; the second is what they agree on. */
function toSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
