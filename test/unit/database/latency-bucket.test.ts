import fc from 'fast-check';
import { latencyBucket, latencyOfBucket } from '../../../src/database/totals/latency-bucket.ts';

describe('latency buckets', () => {
  it('tell an answer time to within 2.5 %', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 600_000 }), (latencyMs) => {
        const told = latencyOfBucket(latencyBucket(latencyMs));
        expect(Math.abs(told - latencyMs)).toBeLessThanOrEqual(latencyMs * 0.025 + 0.5);
      }),
    );
  });

  it('keep the order of answer times', () => {
    expect(latencyBucket(0)).toBe(0);
    expect(latencyBucket(1_000)).toBeLessThan(latencyBucket(1_100));
  });
});
