import type { ClaimOptions, JobClaim, JobStore } from '../../../src/database/admin/job-store.ts';

interface JobRun {
  job: string;
  schedule: string;
  tick: Date;
  tries: number;
  leaseUntil: Date | null;
  ranAt: Date | null;
}

/** The rules of the database's job store, in memory. */
export class MemoryJobStore implements JobStore {
  readonly runs: JobRun[] = [];
  /** Every call that rejects with this while it is set, as during an outage of the database. */
  failure: Error | null = null;

  async note(job: string, schedule: string, ticks: readonly Date[]): Promise<void> {
    this.#mayFail();
    for (const tick of ticks) {
      const known = this.#find({ job, tick });
      if (!known) this.runs.push({ job, schedule, tick, tries: 0, leaseUntil: null, ranAt: null });
      else if (known.tries === 0 && !known.ranAt) known.schedule = schedule;
    }
  }

  async forgetOthers(job: string, schedule: string | null): Promise<void> {
    this.#mayFail();
    const others = this.runs.filter(
      (run) => run.job === job && !run.ranAt && run.tries === 0 && run.schedule !== schedule,
    );
    for (const run of others) this.runs.splice(this.runs.indexOf(run), 1);
  }

  async claim({ job, schedule, between, now, until }: ClaimOptions): Promise<JobClaim | null> {
    this.#mayFail();
    const [since, latest] = between;
    const [newest] = this.runs
      .filter((run) => run.job === job && run.tick >= since && run.tick <= latest)
      .toSorted((one, other) => other.tick.getTime() - one.tick.getTime());
    if (!newest || newest.ranAt || newest.schedule !== schedule) return null;
    if (newest.leaseUntil && newest.leaseUntil > now) return null;
    newest.tries += 1;
    newest.leaseUntil = until;
    return { job, tick: newest.tick, tries: newest.tries };
  }

  async renew(claim: JobClaim, until: Date): Promise<void> {
    this.#mayFail();
    this.#setLease(claim, until);
  }

  async finish(claim: JobClaim, now: Date): Promise<void> {
    this.#mayFail();
    const run = this.#find(claim);
    if (run) run.ranAt = now;
  }

  async release(claim: JobClaim, until: Date): Promise<void> {
    this.#mayFail();
    this.#setLease(claim, until);
  }

  #setLease(claim: JobClaim, until: Date): void {
    const run = this.#find(claim);
    if (run && run.tries === claim.tries && !run.ranAt) run.leaseUntil = until;
  }

  #find({ job, tick }: Pick<JobRun, 'job' | 'tick'>): JobRun | undefined {
    return this.runs.find((run) => run.job === job && run.tick.getTime() === tick.getTime());
  }

  #mayFail(): void {
    if (this.failure) throw this.failure;
  }
}
