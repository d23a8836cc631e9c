import type { Clock } from '../../foundation/clock.ts';
import type { JobStore } from './job-store.ts';

/**
 * Runs work unless another process is at it; resolves with whether it ran. Work that takes long calls `renew` on its way. A
 * process that is killed keeps the others away for a minute.
 */
export type RunAlone = (work: (renew: () => Promise<void>) => Promise<void>) => Promise<boolean>;

export interface RunAloneOptions {
  /** A name of at most 50 characters; what has the same one runs in one process at a time. */
  job: string;
  claims: Pick<JobStore, 'note' | 'claim' | 'renew' | 'release'>;
  clock: Clock;
}

/** How long a killed process keeps the others away. */
export const ALONE_MS = 60_000;
/** It has no times: it is the same moment of a job, claimed again and again. */
const MOMENT = new Date(0);
const SCHEDULE = 'whenever it is free';

/** Claims as a job of the schedule is claimed. */
export function createRunAlone({ job, claims, clock }: RunAloneOptions): RunAlone {
  const until = () => new Date(clock.now().getTime() + ALONE_MS);
  return async (work) => {
    await claims.note(job, SCHEDULE, [MOMENT]);
    const between = [MOMENT, MOMENT] as const;
    const claim = await claims.claim({ job, schedule: SCHEDULE, between, now: clock.now(), until: until() });
    if (!claim) return false;
    try {
      await work(() => claims.renew(claim, until()));
    } finally {
      // Free also for whoever's clock is behind.
      await claims.release(claim, MOMENT);
    }
    return true;
  };
}
