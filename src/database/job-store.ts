import { isDuplicate } from './is-duplicate.ts';
import type { Database } from './open-database.ts';

export interface JobStore {
  /** True for exactly one caller for each job and tick, however many replicas ask. */
  claim(job: string, tick: Date, now: Date): Promise<boolean>;
}

export function createJobStore({ client }: Database): JobStore {
  return {
    claim: async (job, tick, ranAt) => {
      const { count } = await client.jobRun
        .createMany({ data: [{ job, tick, ranAt }] })
        .catch((error: unknown) => {
          if (isDuplicate(error)) return { count: 0 };
          throw error;
        });
      return count === 1;
    },
  };
}
