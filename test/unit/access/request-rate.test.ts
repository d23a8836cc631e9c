import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createRequestRate } from '../../../src/access/request-rate.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

describe('the messages of one person in a minute', () => {
  it('are let through up to the limit; the next is told, and later ones are refused without a word', () => {
    const rate = createRequestRate(2, new FakeClock());
    const verdicts = Array.from({ length: 5 }, () => rate.take(7).verdict);
    expect(verdicts).toEqual(['free', 'free', 'told', 'refused', 'refused']);
    expect(rate.take(8).verdict).toBe('free');
  });

  it('are let through again a minute after the first, and then told again', async () => {
    const clock = new FakeClock();
    const rate = createRequestRate(2, clock);
    rate.take(7);
    await clock.advance(20_000);
    rate.take(7);
    expect(rate.take(7)).toEqual({ verdict: 'told', freeInMs: 40_000 });
    await clock.advance(40_000);
    expect(rate.take(7).verdict).toBe('free');
    expect(rate.take(7)).toEqual({ verdict: 'told', freeInMs: 20_000 });
  });

  it('are never more than the limit in any minute', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 30_000 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(pauses, fc.integer({ min: 1, max: 5 }), async (waits, limit) => {
        const clock = new FakeClock();
        const rate = createRequestRate(limit, clock);
        const passed: number[] = [];
        for (const wait of waits) {
          await clock.advance(wait);
          if (rate.take(7).verdict === 'free') passed.push(clock.monotonicMs());
        }
        for (const time of passed) {
          const within = passed.filter((other) => other >= time && other - time < 60_000);
          expect(within.length).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('have no limit at 0', () => {
    const rate = createRequestRate(0, new FakeClock());
    expect(Array.from({ length: 100 }, () => rate.take(7).verdict).every((one) => one === 'free')).toBe(true);
  });
});
