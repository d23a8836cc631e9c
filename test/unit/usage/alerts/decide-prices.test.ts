import { AlertHistory, watched } from '../../../support/alert-facts.ts';

const NOW = new Date('2026-11-29T12:00:00Z');
const router = (input: number, output = 2, paused = false) =>
  watched({ id: 'router', models: ['a/b'], paused, prices: [{ model: 'a/b', input, output }] });
const USE = [
  { provider: 'router', model: 'a/b', promptTokens: 2_000_000, completionTokens: 500_000 },
  { provider: 'router', model: 'other', promptTokens: 9_000_000, completionTokens: 0 },
  { provider: 'groq', model: 'a/b', promptTokens: 9_000_000, completionTokens: 0 },
];

describe('a price in a provider’s list', () => {
  it('is noted the first time, and told when it changes, with what the use of late would have cost', () => {
    const history = new AlertHistory();
    expect(history.look(NOW, [router(1)], { use: USE })).toEqual([]);
    expect(history.look(NOW, [router(1)], { use: USE })).toEqual([]);
    expect(history.look(NOW, [router(1.5, 3)], { use: USE })).toMatchObject([
      {
        type: 'price',
        provider: 'router',
        before: { input: 1, output: 2 },
        after: { input: 1.5, output: 3 },
        costs: { before: 3_000_000_000_000n, after: 4_500_000_000_000n },
      },
    ]);
    expect(history.look(NOW, [router(1.5, 3)], { use: USE })).toEqual([]);
    expect(history.look(NOW, [router(1, 2)])).toMatchObject([{ change: 'changed', costs: null }]);
  });

  it.each([
    [0.0375, 0.15],
    [0.000123456789, 1_000_000],
    [123.456, 0.1],
  ])('of any size fits into its column: %d and %d', (input, output) => {
    const history = new AlertHistory();
    history.look(NOW, [router(input, output)]);
    expect(history.episode('price/router/a/b')?.level.length).toBeLessThanOrEqual(20);
    expect(history.look(NOW, [router(input, output)])).toEqual([]);
  });

  it('that a list no longer names is no news', () => {
    const history = new AlertHistory();
    history.look(NOW, [router(1)]);
    expect(history.look(NOW, [watched({ id: 'router', models: ['a/b'] })])).toEqual([]);
  });
});
