import {
  limitsOfAllModels,
  limitsOfModel,
  type ConfiguredLimit,
} from '../../../src/usage/quotas/known-limits.ts';

const guessed = [
  { model: 'flash', unit: 'requests', window: 'minute', limit: 5 },
  { model: 'flash', unit: 'requests', window: 'day', limit: 20 },
  { model: null, unit: 'requests', window: 'month', limit: 1000 },
] as const;
const limits = (configured: readonly ConfiguredLimit[] = [], countsAlways = false) => ({
  guessed,
  configured,
  countsAlways,
});
const told = (model: string, ...of: Parameters<typeof limits>) =>
  limitsOfModel(model, limits(...of)).map(
    ({ unit, window, limit, source }) => `${unit} ${window} ${limit} ${source}`,
  );

describe('the limits of a model', () => {
  it('are guesses where they are built in, of that model alone', () => {
    expect(told('flash')).toEqual(['requests minute 5 guessed', 'requests day 20 guessed']);
    expect(told('other')).toEqual([]);
  });

  it('are counted without a limit where nothing else tells of the use', () => {
    expect(told('other', [], true)).toEqual(['requests minute null guessed', 'requests day null guessed']);
  });

  it('are the operator’s, which replace those that are built in', () => {
    const day = { unit: 'requests', window: 'day' } as const;
    expect(told('flash', [{ ...day, model: 'flash', limit: 10_000 }])).toEqual([
      'requests day 10000 configured',
      'requests minute 5 guessed',
    ]);
    expect(told('flash', [{ ...day, model: 'other', limit: 10_000 }])).toContain('requests day 20 guessed');
    expect(told('flash', [{ ...day, limit: 50 }])).toEqual(['requests minute 5 guessed']);
    expect(limitsOfAllModels(limits([{ ...day, limit: 50 }]))).toEqual([
      { ...day, limit: 50, source: 'configured' },
    ]);
  });

  it('are none where the operator removes them', () => {
    const day = { model: 'flash', unit: 'requests', window: 'day', limit: null } as const;
    expect(told('flash', [day])).toEqual(['requests minute 5 guessed']);
    expect(told('flash', [day], true)).toEqual(['requests minute 5 guessed', 'requests day null guessed']);
    expect(limitsOfAllModels(limits([{ unit: 'tokens', window: 'day', limit: null }]))).toEqual([]);
  });
});
