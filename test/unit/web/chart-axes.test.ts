import { assert, double, integer, property } from 'fast-check';
import { amountsTo } from '../../../src/web/dashboard/chart/axes.ts';
import { monotoneCurve, type Point } from '../../../src/web/dashboard/chart/monotone-curve.ts';

describe('the axis labels of a chart', () => {
  it('are few and round, and cover the highest day', () => {
    assert(
      property(integer({ min: 0, max: 10 ** 12 }), (most) => {
        const amounts = amountsTo(most, 'requests');
        const step = amounts[1] ?? 0;
        expect(amounts[0]).toBe(0);
        expect(amounts.at(-1)).toBeGreaterThanOrEqual(most);
        expect((amounts.at(-1) ?? 0) - step).toBeLessThanOrEqual(Math.max(most, 0));
        expect(amounts.length).toBeLessThanOrEqual(5);
        expect(amounts.every(Number.isInteger)).toBe(true);
        expect(['1', '2', '5', '25']).toContain(String(step).replace(/0+$/, ''));
      }),
    );
  });

  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [5, [0, 2, 4, 6]],
    [831, [0, 250, 500, 750, 1000]],
    [1000, [0, 250, 500, 750, 1000]],
    [1001, [0, 500, 1000, 1500]],
  ])('up to %i requests are %j', (most, amounts) => {
    expect(amountsTo(most, 'requests')).toEqual(amounts);
  });

  it('are fractions of a dollar for costs, even without costs', () => {
    expect(amountsTo(0, 'costUsd')).toEqual([0, 0.0001]);
    expect(amountsTo(0.1, 'costUsd').map((usd) => usd.toFixed(3))).toEqual([
      '0.000',
      '0.025',
      '0.050',
      '0.075',
      '0.100',
    ]);
    assert(
      property(double({ min: 1e-9, max: 1e6, noNaN: true }), (most) => {
        const amounts = amountsTo(most, 'costUsd');
        expect(amounts.length).toBeLessThanOrEqual(5);
        expect(amounts.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-6));
      }),
    );
  });
});

describe('the curve of a chart', () => {
  const numbers = (points: readonly Point[]) => (monotoneCurve(points).match(/-?[\d.]+/g) ?? []).map(Number);

  it('passes through its points and does not overshoot between them', () => {
    assert(
      property(integer({ min: 1, max: 90 }), integer(), (count, seed) => {
        const points = Array.from({ length: count }, (_, index): Point => {
          return [index * 10, Math.round(Math.abs(Math.sin(seed + index * index)) * 200)];
        });
        const [x0, y0, ...rest] = numbers(points);
        expect([x0, y0]).toEqual(points[0]);
        const passed: unknown[] = [];
        const overshot: number[] = [];
        for (let piece = 0; piece < count - 1; piece++) {
          const [, firstY = 0, , secondY = 0, x, y] = rest.slice(piece * 6, piece * 6 + 6);
          const [from, to] = [points[piece]?.[1] ?? 0, points[piece + 1]?.[1] ?? 0];
          passed.push([x, y]);
          const [low, high] = [Math.min(from, to) - 0.001, Math.max(from, to) + 0.001];
          overshot.push(...[firstY, secondY].filter((control) => !(control >= low && control <= high)));
        }
        expect(passed).toEqual(points.slice(1));
        expect(overshot).toEqual([]);
      }),
    );
  });
});
