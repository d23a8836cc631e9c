import type { QuotaReadingRow } from '../../../src/database/totals/ledger-rows.ts';
import {
  countedHeadroom,
  type CountedLimit,
  type Counts,
} from '../../../src/usage/quotas/counted-headroom.ts';
import { isNearEnd, readingAt } from '../../../src/usage/quotas/headroom.ts';
import { count } from '../../support/quota-facts.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

function reading(changes: Partial<QuotaReadingRow> = {}): QuotaReadingRow {
  return {
    provider: 'groq',
    model: 'm',
    unit: 'requests',
    window: 'day',
    limit: 1000,
    remaining: 500,
    resetAt: new Date('2026-11-21T12:00:01Z'),
    source: 'reported',
    observedAt: new Date('2026-11-21T11:59:00Z'),
    ...changes,
  };
}

describe('a quota', () => {
  it.each([
    [1000, 101, 90, false],
    [1000, 100, 90, true],
    [1000, 99, 90, true],
    [1000, 0, 100, true],
    [1000, 1, 100, false],
    [1000, 1000, 1, false],
    [1000, 990, 1, true],
    // 90 % of 15 requests a minute are 13.5: with two left it is not reached, with one left it is.
    [15, 2, 90, false],
    [15, 1, 90, true],
    // More left than the limit, as a provider says after raising it.
    [1000, 1200, 90, false],
  ])('of %d with %d left at an alert of %d %% is near its end: %s', (limit, remaining, percent, near) => {
    expect(isNearEnd(limit, remaining, percent)).toBe(near);
  });

  it('never warns of what is unknown', () => {
    expect([isNearEnd(null, 0, 90), isNearEnd(100, null, 90), isNearEnd(0, 0, 90)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe('a stored reading', () => {
  it('tells what is left until its window is reset', () => {
    expect(readingAt(reading({ remaining: 50 }), NOW, 90)).toMatchObject({
      remaining: 50,
      nearEnd: true,
      limit: 1000,
    });
  });

  it.each([-1, 0])('tells only the limit from its reset on (%d ms)', (ms) => {
    const resetAt = new Date(NOW.getTime() + ms);
    const over = readingAt(reading({ remaining: 0, resetAt }), NOW, 90);
    expect(over).toMatchObject({ remaining: null, resetAt, limit: 1000, nearEnd: false });
  });

  it('warns of a quota that is empty, though nobody said how large it is', () => {
    const empty = reading({ source: 'learned', limit: null, remaining: 0 });
    expect(readingAt(empty, NOW, 90)).toMatchObject({ limit: null, remaining: 0, nearEnd: true });
    expect(readingAt({ ...empty, limit: 0 }, NOW, 90)).toMatchObject({ nearEnd: false });
  });

  it('holds where nobody said when it is reset', () => {
    expect(readingAt(reading({ remaining: 0, resetAt: null }), NOW, 90)).toMatchObject({
      remaining: 0,
      nearEnd: true,
    });
  });
});

describe('a counted quota', () => {
  const counts: Counts = {
    minute: [count('flash', 14)],
    hour: [],
    day: [count('flash', 520, { answered: 480 }), count('lite', 30)],
    month: [count('flash', 600), count('lite', 250)],
    hourEndsAt: new Date('2026-11-21T13:00:00Z'),
    dayEndsAt: new Date('2026-11-22T08:00:00Z'),
    monthEndsAt: new Date('2026-12-01T00:00:00Z'),
  };
  const counted = (
    window: CountedLimit['window'],
    limit: number | null,
    changes: Partial<CountedLimit & { model: string; allModels: boolean }> = {},
  ) => {
    const { model = 'flash', allModels = false, unit = 'requests', source = 'configured' } = changes;
    return countedHeadroom({ model, allModels }, { unit, window, limit, source }, counts, {
      now: NOW,
      alertPercent: 90,
    });
  };

  it('is the limit without our own requests', () => {
    expect(counted('minute', 15)).toMatchObject({
      used: 14,
      remaining: 1,
      nearEnd: true,
      source: 'counted',
      resetAt: null,
    });
  });

  it('is never below nothing', () => {
    expect(counted('day', 500)).toMatchObject({
      used: 520,
      remaining: 0,
      nearEnd: true,
      resetAt: counts.dayEndsAt,
    });
  });

  it('is only our count where no limit is known', () => {
    expect(counted('day', null)).toMatchObject({ used: 520, remaining: null, limit: null, nearEnd: false });
  });

  it('counts one model, or all of them where they share it', () => {
    expect(counted('minute', 15, { model: 'pro' })).toMatchObject({ used: 0, remaining: 15 });
    const month = counted('month', 1000, { allModels: true });
    expect(month).toMatchObject({ used: 850, remaining: 150, resetAt: counts.monthEndsAt });
  });

  it('counts tokens where the limit is one of tokens', () => {
    expect(counted('day', 60_000, { unit: 'tokens' })).toMatchObject({ used: 52_000, remaining: 8_000 });
  });

  it('warns of no guess, however little of it is left', () => {
    expect(counted('day', 520, { source: 'guessed' })).toMatchObject({ remaining: 0, nearEnd: false });
    expect(counted('minute', 15, { source: 'guessed' })).toMatchObject({ remaining: 1, nearEnd: false });
  });

  it.each(['guessed', 'learned', 'reported'] as const)(
    'is disproved by an answer beyond it, where it is %s',
    (source) => {
      expect(counted('day', 479, { source })).toMatchObject({ limit: null, remaining: null, used: 520 });
      // Refused requests prove nothing.
      expect(counted('day', 480, { source })).toMatchObject({ limit: 480, remaining: 0 });
    },
  );

  it('is kept, though answers go beyond it, where the operator states it', () => {
    expect(counted('day', 400)).toMatchObject({ limit: 400, remaining: 0, nearEnd: true });
  });
});
