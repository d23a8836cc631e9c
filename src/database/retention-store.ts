import type { Database } from './open-database.ts';
import { instantText } from './sql-dialect.ts';

export interface RetentionStore {
  /** Deletes at most `take` single requests made before `before`; returns how many there were. */
  deleteRequests(before: Date, take: number): Promise<number>;
  /** Deletes what only recent readings need: hours and claimed jobs. */
  deleteWorkingData(before: Date): Promise<void>;
}

export function createRetentionStore({ client, dialect }: Database): RetentionStore {
  return {
    // Pending rows stay: they belong to a request that somebody still has to settle.
    deleteRequests: (before, take) =>
      client.$executeRawUnsafe(
        `DELETE FROM ai_usage_tracking WHERE id IN (SELECT id FROM ai_usage_tracking ` +
          `WHERE created_at < ${dialect.instant(1)} AND status <> 'pending' ` +
          `ORDER BY created_at LIMIT ${Math.trunc(take)})`,
        instantText(before),
      ),
    deleteWorkingData: async (before) => {
      await client.aiUsageHour.deleteMany({ where: { hour: { lt: before } } });
      await client.jobRun.deleteMany({ where: { tick: { lt: before } } });
    },
  };
}
