import fc from 'fast-check';
import { comparePeriods as compareBoth } from '../../../src/usage/reading/compare-periods.ts';
import { sumTotals, type UsageTotals } from '../../../src/usage/reading/usage-totals.ts';

function use(requests: number, tokensEach: number, picoEach: number): UsageTotals {
  const totalTokens = requests * tokensEach;
  return { ...sumTotals([]), requests, totalTokens, costPicoUsd: BigInt(Math.round(totalTokens * picoEach)) };
}

function comparePeriods(now: UsageTotals, before: UsageTotals) {
  return compareBoth({ span: 'whole_days', days: 7, now, before });
}

describe('the change against the period before', () => {
  it.each([
    ['more_requests', use(200, 100, 500)],
    ['fewer_requests', use(40, 100, 500)],
    ['longer_requests', use(110, 300, 500)],
    ['shorter_requests', use(100, 30, 500)],
    ['dearer_models', use(100, 110, 2_000)],
    ['cheaper_models', use(110, 100, 50)],
  ])('is explained by %s', (cause, now) => {
    expect(comparePeriods(now, use(100, 100, 500))?.cause).toBe(cause);
  });

  it('is told in shares', () => {
    const change = comparePeriods(use(150, 200, 500), use(100, 100, 500));
    expect(change).toMatchObject({ requests: 0.5, totalTokens: 2, costUsd: 2, cause: 'longer_requests' });
  });

  it('needs no reason while the cost hardly moved', () => {
    expect(comparePeriods(use(105, 100, 500), use(100, 100, 500))?.cause).toBeNull();
  });

  it('is unknown without anything to compare with, and whole when everything stopped', () => {
    expect(comparePeriods(use(10, 10, 5), use(0, 0, 0))).toBeNull();
    expect(comparePeriods(use(0, 0, 0), use(10, 10, 5))).toEqual({
      span: 'whole_days',
      days: 7,
      requests: -1,
      totalTokens: -1,
      costUsd: -1,
      cause: 'fewer_requests',
    });
  });

  it('names a cause that moved in the direction of the cost', () => {
    const period = fc
      .record({ requests: fc.nat(5_000), each: fc.nat(3_000), pico: fc.integer({ min: 1, max: 10_000_000 }) })
      .map(({ requests, each, pico }) => use(requests + 1, each + 1, pico));
    fc.assert(
      fc.property(period, period, (now, before) => {
        const change = comparePeriods(now, before);
        if (!change?.cause) return;
        const rising = ['more_requests', 'longer_requests', 'dearer_models'].includes(change.cause);
        expect(change.costUsd > 0).toBe(rising);
      }),
    );
  });
});
