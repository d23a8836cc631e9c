import type { ProviderJson, ReadingJson } from '../../../src/web/dashboard/live/api-types.ts';
import { indicate } from '../../../src/web/dashboard/live/indicator.ts';

const READING: ReadingJson = {
  model: 'm',
  allModels: false,
  unit: 'requests',
  window: 'day',
  limit: 1_000,
  limitSource: 'reported',
  remaining: 900,
  used: 100,
  resetAt: null,
  source: 'reported',
  observedAt: '2025-10-30T14:48:01.000Z',
  state: 'current',
  nearEnd: false,
  endsAt: null,
  endsBeforeReset: false,
};

const provider = (headroom: Partial<ReadingJson>[], more: Partial<ProviderJson> = {}) =>
  ({
    id: 'gemini',
    status: 'blue',
    paused: null,
    headroom: headroom.map((one) => ({ ...READING, ...one })),
    ...more,
  }) as ProviderJson;

describe('what the indicator line says of a provider', () => {
  it('is what is left of its longest quota, in requests before tokens, of the model nearest to its end', () => {
    const readings: Partial<ReadingJson>[] = [
      { window: 'minute', limit: 10, remaining: 1 },
      { remaining: 700 },
      { remaining: 80 },
      { unit: 'tokens', remaining: 1 },
    ];
    expect(indicate(provider(readings))).toEqual({
      kind: 'left',
      left: 80,
      limit: 1_000,
      unit: 'requests',
      window: 'day',
      nearEnd: false,
    });
  });

  it('is what is left where we count ourselves, too, once an admin vouches for the limit', () => {
    const counted = { source: 'counted', limitSource: 'configured' } as const;
    const readings = [
      { ...counted, window: 'minute', limit: 15, remaining: 12, used: 3 },
      { ...counted, limit: 10_000, remaining: 9_880, used: 120 },
    ] as Partial<ReadingJson>[];
    expect(indicate(provider(readings))).toMatchObject({
      kind: 'left',
      left: 9_880,
      limit: 10_000,
      window: 'day',
    });
  });

  it('is what is used beside a limit that is a guess, which says nothing of what is left', () => {
    const guessed = { source: 'counted', limitSource: 'guessed' } as const;
    const readings = [
      { ...guessed, window: 'minute', limit: 15, remaining: 12, used: 3 },
      { ...guessed, remaining: 880, used: 120 },
      { ...guessed, remaining: 990, used: 10 },
    ] as Partial<ReadingJson>[];
    expect(indicate(provider(readings))).toEqual({
      kind: 'guess',
      used: 120,
      limit: 1_000,
      unit: 'requests',
      window: 'day',
    });
  });

  it('is what the month used where no limit is known, and nothing before the first number', () => {
    const unknown = { window: 'month', limit: null, remaining: null, used: 7 } as const;
    expect(indicate(provider([unknown]))).toEqual({ kind: 'used', count: 7 });
    expect(indicate(provider([]))).toEqual({ kind: 'none' });
  });

  it('is that it is paused or down before anything else', () => {
    const paused = { userId: 1, name: 'Ada', since: READING.observedAt } as unknown as ProviderJson['paused'];
    expect(indicate(provider([{}], { paused, status: 'red' }))).toEqual({ kind: 'paused' });
    expect(indicate(provider([{}], { status: 'red' }))).toEqual({ kind: 'down' });
  });
});
