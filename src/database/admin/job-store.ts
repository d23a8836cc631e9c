import type { Database } from '../engine/database.ts';
import { instantText } from '../engine/sql-dialect.ts';

/** A moment of a job that a process has in hand. */
export interface JobClaim {
  job: string;
  tick: Date;
  /** How often a process began with it, this one included: whoever takes it over has a higher number. */
  tries: number;
}

export interface ClaimOptions {
  job: string;
  /** What the job's moments come from; those of another schedule are nobody's any more. */
  schedule: string;
  /** Moments before the first are too long ago; those after the second have not come. */
  between: readonly [Date, Date];
  now: Date;
  /** How long the claim holds unless it is renewed. */
  until: Date;
}

export interface JobStore {
  /** Notes moments of a job, those to come included. */
  note(job: string, schedule: string, ticks: readonly Date[]): Promise<void>;
  /** Forgets the moments that nobody began with, but those of this schedule; `null`: of any. */
  forgetOthers(job: string, schedule: string | null): Promise<void>;
  /** The job's newest moment that has come, for exactly one caller; `null` when it is done or in hand. */
  claim(options: ClaimOptions): Promise<JobClaim | null>;
  /** Keeps what is in hand from others for longer. */
  renew(claim: JobClaim, until: Date): Promise<void>;
  /** Nobody needs to do it any more, whoever has it in hand. */
  finish(claim: JobClaim, now: Date): Promise<void>;
  /** Gives back what is not done; nobody takes it before `until`. */
  release(claim: JobClaim, until: Date): Promise<void>;
}

export function createJobStore(database: Database): JobStore {
  const { client } = database;
  // Of what another process took over, nothing is changed.
  const setLease = async ({ job, tick, tries }: JobClaim, leaseUntil: Date) => {
    await client.jobRun.updateMany({ where: { job, tick, tries, ranAt: null }, data: { leaseUntil } });
  };
  return {
    note: async (job, schedule, ticks) => {
      for (const tick of ticks) await noteTick(database, job, schedule, tick);
    },
    forgetOthers: async (job, schedule) => {
      const others = schedule === null ? {} : { NOT: { schedule } };
      await client.jobRun.deleteMany({ where: { job, ranAt: null, tries: 0, ...others } });
    },
    claim: (options) => claimNewest(database, options),
    renew: setLease,
    finish: async ({ job, tick }, ranAt) => {
      await client.jobRun.updateMany({ where: { job, tick }, data: { ranAt } });
    },
    release: setLease,
  };
}

/** A moment that an earlier schedule had too now comes from this one, unless somebody began with it. */
async function noteTick(
  { client, dialect }: Database,
  job: string,
  schedule: string,
  tick: Date,
): Promise<void> {
  await client.$executeRawUnsafe(
    `INSERT INTO job_run (job, schedule, tick) VALUES (${dialect.parameter(1)}, ${dialect.parameter(2)}, ` +
      `${dialect.instant(3)}) ON CONFLICT (job, tick) DO UPDATE SET schedule = excluded.schedule ` +
      'WHERE job_run.tries = 0 AND job_run.ran_at IS NULL AND job_run.schedule <> excluded.schedule',
    job,
    schedule,
    instantText(tick),
  );
}

async function claimNewest(
  { client }: Database,
  { job, schedule, between: [since, latest], now, until }: ClaimOptions,
): Promise<JobClaim | null> {
  const newest = await client.jobRun.findFirst({
    where: { job, tick: { gte: since, lte: latest } },
    orderBy: { tick: 'desc' },
  });
  if (!newest || newest.ranAt || newest.schedule !== schedule) return null;
  const { tick, tries } = newest;
  const { count } = await client.jobRun.updateMany({
    where: { job, tick, tries, ranAt: null, OR: [{ leaseUntil: null }, { leaseUntil: { lte: now } }] },
    data: { tries: tries + 1, leaseUntil: until },
  });
  return count === 1 ? { job, tick, tries: tries + 1 } : null;
}
