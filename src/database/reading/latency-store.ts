import type { Day } from '../../foundation/day.ts';
import { latencyOfBucket } from '../totals/latency-bucket.ts';
import type { Database } from '../engine/database.ts';

/** How long answers of one provider took. */
export interface LatencyQuantiles {
  provider: string;
  medianMs: number;
  p95Ms: number;
}

export interface LatencyStore {
  /** The quantiles of each provider's answers, to within 2.5 %. */
  quantiles(from: Day, to: Day): Promise<LatencyQuantiles[]>;
}

interface RawQuantiles {
  provider: string;
  median: number | bigint;
  p95: number | bigint;
}

export function createLatencyStore({ client, dialect }: Database): LatencyStore {
  return {
    quantiles: async (from, to) => {
      const rows = await client.$queryRawUnsafe<RawQuantiles[]>(
        `SELECT provider, MIN(CASE WHEN upto * 2 >= answers THEN bucket END) AS median, ` +
          `MIN(CASE WHEN upto * 100 >= answers * 95 THEN bucket END) AS p95 FROM (` +
          `SELECT provider, bucket, SUM(SUM(requests)) OVER (PARTITION BY provider ORDER BY bucket) AS upto, ` +
          `SUM(SUM(requests)) OVER (PARTITION BY provider) AS answers FROM ai_usage_latency ` +
          `WHERE date >= ${dialect.day(1)} AND date <= ${dialect.day(2)} GROUP BY provider, bucket) AS buckets ` +
          `GROUP BY provider`,
        from,
        to,
      );
      return rows.map(({ provider, median, p95 }) => ({
        provider,
        medianMs: latencyOfBucket(Number(median)),
        p95Ms: latencyOfBucket(Number(p95)),
      }));
    },
  };
}
