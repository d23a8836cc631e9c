import { schedule, type ScheduledTask } from 'node-cron';
import type { JobStore } from '../database/admin/job-store.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import { createJobLook, type JobLook } from './job-look.ts';

export interface Job {
  name: string;
  /** Five or six fields; `null`: never. */
  cron: string | null;
  /** False when it has to be tried again. Listens to the signal where it takes long. */
  run: (signal: AbortSignal) => Promise<boolean>;
}

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
/** node-cron's own second would lose the day's report to a process that is busy for two. */
const MOST_LATE_MS = 24 * 3_600_000;

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
  const { timeZone } = options;
  let task: ScheduledTask | null = null;
  const nextTick = () => {
    const next = task?.getNextRun();
    return next ? toSecond(next) : null;
  };
  const look = createJobLook({ ...options, job, nextTick });
  const start = (cron: string | null) => {
    task = cron === null ? null : startTask(job, cron, options, (date) => look.at(toSecond(date)));
    look.follow(cron === null ? null : `${cron} ${timeZone}`);
  };
  start(job.cron);
  return {
    look,
    reschedule: async (cron) => {
      const before = task;
      start(cron);
      await before?.destroy();
      await look.now();
    },
    stop: async () => {
      await task?.destroy();
      task = null;
      await look.stop();
    },
  };
}

function startTask(
  { name }: Job,
  cron: string,
  { timeZone, logger }: SchedulerOptions,
  onTick: (date: Date) => void,
): ScheduledTask {
  return schedule(cron, ({ date }) => onTick(date), {
    timezone: timeZone,
    name,
    missedExecutionTolerance: MOST_LATE_MS,
    logger: cronLogger(logger),
  });
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
