import type { StoredReading } from '../../../src/database/totals/stored-reading.ts';
import type { HourTotal, ModelCount } from '../../../src/database/reading/count-store.ts';
import { providerHeadroom, type QuotaProfile } from '../../../src/usage/quotas/provider-headroom.ts';
import type { QuotaState } from '../../../src/usage/quotas/read-quotas.ts';
import { count } from '../../support/quota-facts.ts';

const NOW = new Date('2026-11-21T12:30:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const HOUR = 3_600_000;

function profile(changes: Partial<QuotaProfile> = {}): QuotaProfile {
  return { id: 'groq', keyHash: 'own', models: ['m'], countedLimits: () => [], refills: false, ...changes };
}

function reading(changes: Partial<StoredReading> = {}): StoredReading {
  return {
    provider: 'groq',
    keyHash: 'own',
    model: 'm',
    unit: 'requests',
    window: 'day',
    limit: 1000,
    remaining: 500,
    resetAt: later(6 * HOUR),
    source: 'reported',
    observedAt: later(-60_000),
    baselineRemaining: null,
    baselineAt: null,
    bookedSince: 0,
    ...changes,
  };
}

const NO_COUNTS: QuotaState['counts'] = {
  minute: [],
  hour: [],
  day: [],
  month: [],
  hourEndsAt: new Date('2026-11-21T13:00:00Z'),
  dayEndsAt: new Date('2026-11-22T08:00:00Z'),
  monthEndsAt: new Date('2026-12-01T00:00:00Z'),
};

function headroom(of: QuotaProfile, readings: StoredReading[], changes: Partial<QuotaState> = {}) {
  const quotas = { readings, counts: NO_COUNTS, inFlight: [], hours: [], ...changes };
  return providerHeadroom(of, quotas, { now: NOW, alertPercent: 90 });
}

const hour = (age: number, requests: number, changes: Partial<HourTotal> = {}): HourTotal => ({
  hour: new Date(Date.parse('2026-11-21T12:00:00Z') - age * HOUR),
  provider: 'groq',
  model: 'm',
  keyHash: '',
  requests,
  totalTokens: requests * 100,
  ...changes,
});

describe('a day that we count', () => {
  const limit = { unit: 'requests', window: 'day', limit: 100, source: 'configured' } as const;
  const own = (requests: number) => [count('m', requests, { provider: 'groq', keyHash: 'own' })];
  const utcDay = { counts: own(3), endsAt: new Date('2026-11-22T00:00:00Z') };
  const counts = { ...NO_COUNTS, day: own(20), utcDay };

  it.each([
    [true, 97, '2026-11-22T00:00:00Z'],
    [false, 80, '2026-11-22T08:00:00Z'],
  ])('ends where the provider’s does (UTC: %s)', (daysAreUtc, remaining, resetAt) => {
    const of = profile({ daysAreUtc, countedLimits: () => [limit] });
    expect(headroom(of, [], { counts })).toMatchObject([{ remaining, resetAt: new Date(resetAt) }]);
  });
});

describe('what headers reported', () => {
  it('is told of each quota with its source, its age and its reset, of this provider alone', () => {
    const tokens = reading({ unit: 'tokens', window: 'minute', limit: 8000, remaining: 7000 });
    const other = reading({ provider: 'cerebras' });
    expect(headroom(profile(), [tokens, other, reading()])).toMatchObject([
      { unit: 'requests', window: 'day', remaining: 500, source: 'reported', observedAt: later(-60_000) },
      { unit: 'tokens', window: 'minute', remaining: 7000, resetAt: later(6 * HOUR) },
    ]);
  });

  it('tells only the limit when the reset has passed', () => {
    expect(headroom(profile(), [reading({ resetAt: NOW, remaining: 3 })])).toMatchObject([
      { limit: 1000, remaining: null, resetAt: NOW, nearEnd: false },
    ]);
  });

  it('warns of nothing that is older than its window', () => {
    const old = { remaining: 3, resetAt: null, observedAt: later(-25 * HOUR) };
    expect(headroom(profile(), [reading(old)])).toMatchObject([{ remaining: 3, nearEnd: false }]);
    expect(headroom(profile(), [reading({ ...old, observedAt: later(-23 * HOUR) })])).toMatchObject([
      { nearEnd: true },
    ]);
  });

  it('survives a clock that was set back: a reading from the future counts', () => {
    expect(headroom(profile(), [reading({ observedAt: later(HOUR), resetAt: null })])).toMatchObject([
      { remaining: 500 },
    ]);
  });
});

describe('the month of a trial key', () => {
  const cohere = profile({ id: 'cohere', models: ['a', 'b'] });
  const month = (changes: Partial<StoredReading> = {}) =>
    reading({ provider: 'cohere', model: 'b', window: 'month', remaining: null, resetAt: null, ...changes });
  const counts = (a: number, b: number) => ({
    counts: {
      ...NO_COUNTS,
      month: [
        count('a', a, { provider: 'cohere', answered: 0 }),
        count('b', b, { provider: 'cohere', answered: 0 }),
        count('m', 77, { provider: 'groq', answered: 0 }),
      ],
    },
  });

  it('is counted over all models, once', () => {
    expect(headroom(cohere, [month({ model: 'a' }), month()], counts(300, 42))).toMatchObject([
      {
        model: 'a',
        unit: 'requests',
        window: 'month',
        limit: 1000,
        remaining: 658,
        used: 342,
        source: 'counted',
        observedAt: NOW,
        resetAt: NO_COUNTS.monthEndsAt,
      },
    ]);
  });

  it('is near its end, and never below nothing', () => {
    expect(headroom(cohere, [month()], counts(600, 300))).toMatchObject([{ remaining: 100, nearEnd: true }]);
    expect(headroom(cohere, [month()], counts(600, 900))).toMatchObject([{ remaining: 0, nearEnd: true }]);
  });

  it('has the limit that was named last', () => {
    const newer = month({ model: 'a', limit: 2000, observedAt: NOW });
    expect(headroom(cohere, [month(), newer], counts(0, 100))).toMatchObject([{ remaining: 1900 }]);
  });

  it('is unknown without the header: production keys have no such month', () => {
    expect(headroom(cohere, [], counts(600, 900))).toEqual([]);
  });

  it('is no longer counted when the answers of this month did not name it', () => {
    const old = month({ observedAt: new Date('2026-10-31T23:59:59Z') });
    expect(headroom(cohere, [old], counts(0, 1))).toMatchObject([{ source: 'reported', remaining: null }]);
    expect(headroom(cohere, [old])).toMatchObject([{ source: 'counted', remaining: 1000 }]);
    const first = month({ observedAt: new Date('2026-11-01T00:00:00Z') });
    expect(headroom(cohere, [first], counts(0, 1))).toMatchObject([{ source: 'counted', remaining: 999 }]);
  });

  it('leaves the trial minute as it was reported', () => {
    const minute = month({ window: 'minute', limit: 20, remaining: 17 });
    expect(headroom(cohere, [minute, month()], counts(0, 3))).toMatchObject([
      { window: 'minute', source: 'reported', remaining: 17 },
      { window: 'month', source: 'counted', remaining: 997 },
    ]);
  });
});

describe('what a refusal taught', () => {
  const gemini = profile({
    id: 'gemini',
    countedLimits: () => [
      { unit: 'requests', window: 'minute', limit: 15, source: 'guessed' },
      { unit: 'requests', window: 'day', limit: 500, source: 'guessed' },
    ],
  });
  const learned = (changes: Partial<StoredReading> = {}) =>
    reading({ provider: 'gemini', source: 'learned', limit: 20, remaining: 0, ...changes });
  const counts = {
    counts: { ...NO_COUNTS, day: [count('m', 12, { provider: 'gemini', answered: 0 })] },
  };
  const days = (readings: StoredReading[], of = gemini) =>
    headroom(of, readings, counts).filter(({ window }) => window === 'day');

  it('holds until the quota is full again, then its limit is what we count against', () => {
    expect(days([learned()])).toMatchObject([{ source: 'learned', limit: 20, remaining: 0, nearEnd: true }]);
    expect(days([learned({ resetAt: NOW })])).toMatchObject([
      { source: 'counted', limit: 20, remaining: 8, used: 12 },
    ]);
  });

  it('does not replace a known limit by none', () => {
    expect(days([learned({ resetAt: NOW, limit: null })])).toMatchObject([{ limit: 500, remaining: 488 }]);
  });

  it('gives a limit to a model of which none was known', () => {
    const limit = { unit: 'requests', window: 'day', limit: null, source: 'guessed' } as const;
    const unknown = { ...gemini, countedLimits: () => [limit] };
    expect(days([learned({ resetAt: NOW })], unknown)).toMatchObject([{ limit: 20, remaining: 8 }]);
    expect(days([], unknown)).toMatchObject([{ limit: null, remaining: null, used: 12 }]);
  });

  it.each([{ unit: 'tokens' }, { window: 'minute' }, { model: 'other' }])(
    'is of one quota only: %j',
    (changes) => {
      expect(days([learned({ resetAt: NOW, ...changes })])).toMatchObject([{ limit: 500 }]);
    },
  );

  it('is over with its window where it did not say when', () => {
    const minute = { window: 'minute', resetAt: null, limit: 5 };
    const of = (age: number) =>
      headroom(gemini, [learned({ ...minute, observedAt: later(-age) })], counts).find(
        ({ window }) => window === 'minute',
      );
    expect(of(60_000)).toMatchObject({ source: 'learned', remaining: 0 });
    expect(of(60_001)).toMatchObject({ source: 'counted', limit: 5, remaining: 5 });
  });
});

describe('what is known', () => {
  const left = (readings: StoredReading[], of = profile()) =>
    headroom(of, readings).map(({ model, remaining }) => [model, remaining]);

  it('is true of one key alone: of what another key was told, nothing is', () => {
    expect(left([reading({ keyHash: 'other', remaining: 0 })])).toEqual([]);
    expect(left([reading({ keyHash: 'other', remaining: 0 }), reading({ remaining: 7 })])).toEqual([
      ['m', 7],
    ]);
  });

  it('counts as the present key’s where an earlier version noted it, until another key is known', () => {
    const former = reading({ keyHash: '', remaining: 3, observedAt: later(-5 * 60_000) });
    expect(left([former])).toEqual([['m', 3]]);
    expect(left([former, reading({ remaining: 7 })])).toEqual([['m', 7]]);
    expect(left([former, reading({ keyHash: 'other', remaining: 0 })])).toEqual([]);
  });

  it('is counted for one key alone', () => {
    const day = { unit: 'requests', window: 'day', limit: 100, source: 'configured' } as const;
    const of = profile({ countedLimits: () => [day] });
    const counts = (...day: ModelCount[]) => headroom(of, [], { counts: { ...NO_COUNTS, day } })[0]?.used;
    const own = count('m', 5, { provider: 'groq', keyHash: 'own' });
    const former = count('m', 20, { provider: 'groq' });
    expect(counts(own, former)).toBe(25);
    expect(counts(own, former, count('m', 60, { provider: 'groq', keyHash: 'other' }))).toBe(5);
  });

  it('is shown of the models that are configured', () => {
    const whisper = reading({ model: 'whisper', unit: 'audio_seconds', window: 'hour', remaining: 5 });
    const removed = reading({ model: 'removed', remaining: 0 });
    expect(left([whisper, removed])).toEqual([]);
    expect(left([whisper, removed, reading()], profile({ otherModels: ['whisper'] }))).toEqual([
      ['m', 500],
      ['whisper', 5],
    ]);
  });
});

describe('a month that a refusal declared empty', () => {
  const cohere = profile({ id: 'cohere', models: ['a', 'b'] });
  const monthEndsAt = NO_COUNTS.monthEndsAt;
  const refused = (changes: Partial<StoredReading> = {}) =>
    reading({
      provider: 'cohere',
      model: 'b',
      window: 'month',
      source: 'learned',
      limit: 1000,
      remaining: 0,
      resetAt: monthEndsAt,
      ...changes,
    });
  const named = (observedAt: Date) =>
    refused({ model: 'a', source: 'reported', remaining: null, resetAt: null, observedAt });
  const counts = {
    counts: { ...NO_COUNTS, month: [count('a', 3, { provider: 'cohere', keyHash: 'own' })] },
  };

  it('is believed over our own count, once for all models', () => {
    const all = headroom(cohere, [named(later(-HOUR)), refused()], counts);
    expect(all).toMatchObject([
      { allModels: true, source: 'learned', limit: 1000, remaining: 0, nearEnd: true },
    ]);
  });

  it('is one quota beside the operator’s own limit of a month', () => {
    const mine = { unit: 'requests', window: 'month', limit: 5_000, source: 'configured' } as const;
    const of = profile({ id: 'cohere', sharedLimits: [mine] });
    const counts = { ...NO_COUNTS, month: [count('m', 10, { provider: 'cohere' })] };
    const month = reading({
      provider: 'cohere',
      window: 'month',
      limit: 1_000,
      remaining: null,
      resetAt: null,
    });
    expect(headroom(of, [], { counts })).toMatchObject([{ limit: 5_000, allModels: true }]);
    expect(headroom(of, [month], { counts })).toMatchObject([
      { limit: 1_000, remaining: 990, allModels: true },
    ]);
    expect(headroom(of, [{ ...month, remaining: 700 }], { counts })).toMatchObject([{ remaining: 700 }]);
  });

  it('is counted again once a later answer disproves it, and in the next month', () => {
    const counted = [{ allModels: true, source: 'counted', limit: 1000, remaining: 997 }];
    expect(headroom(cohere, [named(NOW), refused()], counts)).toMatchObject(counted);
    expect(headroom(cohere, [refused({ remaining: null })], counts)).toMatchObject(counted);
    expect(headroom(cohere, [refused({ resetAt: NOW })], counts)).toMatchObject(counted);
  });
});

describe('the end of a quota', () => {
  it('follows the pace of the last hours', () => {
    // Weighted: (3 × 50 + 2 × 50 + 1 × 20) requests in (3 × ½ + 2 + 1) hours are 60 an hour.
    const hours = [hour(0, 50), hour(1, 50), hour(2, 20), hour(1, 999, { model: 'other' }), hour(3, 999)];
    const end = (changes: Partial<StoredReading>) => headroom(profile(), [reading(changes)], { hours })[0];
    expect(end({ remaining: 120 })).toMatchObject({ endsAt: later(2 * HOUR), endsBeforeReset: true });
    expect(end({ remaining: 480 })).toMatchObject({ endsAt: null, endsBeforeReset: false });
    expect(end({ remaining: 120, resetAt: null })).toMatchObject({
      endsAt: later(2 * HOUR),
      endsBeforeReset: false,
    });
    expect(end({ unit: 'tokens', remaining: 6000 })).toMatchObject({ endsAt: later(HOUR) });
  });

  it.each([
    ['nothing is left', { remaining: 0 }],
    ['nobody knows what is left', { remaining: null }],
    ['the reset has passed', { resetAt: NOW }],
    ['the reading is old', { resetAt: null, observedAt: later(-25 * HOUR) }],
    ['the window is a minute', { window: 'minute' }],
    ['it is renewed before that in any case', { remaining: 1_000_000 }],
    ['what is used up is not counted by the hour', { unit: 'audio_seconds' }],
  ] as [string, Partial<StoredReading>][])('is unknown where %s', (_, changes) => {
    expect(headroom(profile(), [reading(changes)], { hours: [hour(0, 30), hour(1, 60)] })).toMatchObject([
      { endsAt: null, endsBeforeReset: false },
    ]);
  });

  it('is unknown with fewer than five requests, and those of other hours do not count', () => {
    const end = (hours: HourTotal[]) =>
      headroom(profile(), [reading({ remaining: 5 })], { hours })[0]?.endsAt;
    expect(end([])).toBeNull();
    expect(end([hour(0, 2), hour(1, 2), hour(3, 50), hour(-1, 50)])).toBeNull();
    expect(end([hour(0, 3), hour(1, 2)])).not.toBeNull();
  });

  it('follows the requests with the same key, not those of another or of another replica’s', () => {
    const own = [hour(0, 6, { keyHash: 'own' }), hour(1, 6, { keyHash: 'own' })];
    const others = [hour(0, 600, { keyHash: 'other' }), hour(1, 600, { keyHash: 'other' })];
    const end = (hours: HourTotal[]) =>
      headroom(profile(), [reading({ remaining: 5, keyHash: 'own' })], { hours })[0]?.endsAt;
    expect(end([...own, ...others])).toEqual(end(own));
    expect(end(others)).toBeNull();
  });

  it('reckons with what comes back meanwhile, where a quota refills', () => {
    const groq = profile({ refills: true });
    const hours = [hour(0, 30), hour(1, 60), hour(2, 60)];
    // 60 an hour go, 40 come back.
    const of = (remaining: number, limit = 960) =>
      headroom(groq, [reading({ remaining, limit, resetAt: later(HOUR) })], { hours })[0];
    expect(of(100)).toMatchObject({ endsAt: later(5 * HOUR), endsBeforeReset: true });
    expect(of(100, 1440)).toMatchObject({ endsAt: null, endsBeforeReset: false });
  });

  it('of a month follows the days of that month', () => {
    const cohere = profile({ id: 'cohere' });
    const month = reading({ provider: 'cohere', window: 'month', remaining: null, resetAt: null });
    const end = (requests: number, changes: Partial<StoredReading> = {}) =>
      headroom(cohere, [{ ...month, ...changes }], {
        counts: { ...NO_COUNTS, month: [count('m', requests, { provider: 'cohere' })] },
      })[0];
    // 820 requests in 492.5 hours leave 180 for another 108.1.
    expect(end(820)).toMatchObject({ endsBeforeReset: true, endsAt: new Date('2026-11-26T00:36:35.121Z') });
    expect(end(600)).toMatchObject({ endsBeforeReset: false });
  });

  it('of a month is unknown on its first day', () => {
    const cohere = profile({ id: 'cohere' });
    const month = reading({ provider: 'cohere', window: 'month', remaining: null, resetAt: null });
    const monthEndsAt = new Date('2026-12-01T00:00:00Z');
    const used = [count('m', 200, { provider: 'cohere', answered: 0 })];
    const at = (now: string) =>
      providerHeadroom(
        cohere,
        {
          readings: [{ ...month, observedAt: new Date(now) }],
          counts: { ...NO_COUNTS, month: used, monthEndsAt },
          inFlight: [],
          hours: [],
        },
        { now: new Date(now), alertPercent: 90 },
      )[0]?.endsAt;
    expect(at('2026-11-01T23:59:59Z')).toBeNull();
    expect(at('2026-11-02T00:00:00Z')).toEqual(new Date('2026-11-06T00:00:00Z'));
  });
});
