import * as fc from 'fast-check';
import type { StoredReading } from '../../../src/database/totals/stored-reading.ts';
import { reconcileProvider } from '../../../src/usage/quotas/unexplained-use.ts';
import { count } from '../../support/quota-facts.ts';
import {
  unexplainedRequests,
  type ReconcileOptions,
} from '../../../src/usage/quotas/unexplained-requests.ts';

const NOW = new Date('2026-11-21T15:00:00Z');
const SINCE = new Date('2026-11-21T14:20:00Z');
const later = (ms: number) => new Date(NOW.getTime() + ms);
const MINUTE = 60_000;
const DAY = 86_400_000;

/** A day of which the bot used 9 since the baseline, and 40 are gone. */
function reading(changes: Partial<StoredReading> = {}): StoredReading {
  return {
    keyHash: '',
    provider: 'cerebras',
    model: 'm',
    unit: 'requests',
    window: 'day',
    limit: 1000,
    remaining: 900,
    resetAt: later(60 * MINUTE),
    source: 'reported',
    observedAt: NOW,
    baselineRemaining: 940,
    baselineAt: SINCE,
    bookedSince: 9,
    ...changes,
  };
}

function unexplained(changes: Partial<StoredReading> = {}, options: Partial<ReconcileOptions> = {}) {
  return unexplainedRequests(reading(changes), NOW, { refills: false, inFlight: 0, ...options });
}

describe('what did not come from this bot', () => {
  it('is what the counter lost and we did not book', () => {
    expect(unexplained()).toEqual({ requests: 31, since: SINCE });
  });

  it.each([
    [36, 4],
    [37, 3],
    [38, null],
    [40, null],
    [41, null],
    [10_000, null],
  ])('is not worth a word below three, and never negative: %i booked', (bookedSince, requests) => {
    expect(unexplained({ bookedSince })?.requests ?? null).toBe(requests);
  });

  it.each([
    [0, 31],
    [31, 31],
    [32, null],
  ])('may be on its way from us: %i in flight', (inFlight, requests) => {
    expect(unexplained({}, { inFlight })?.requests ?? null).toBe(requests);
  });

  it.each([
    { remaining: null },
    { baselineRemaining: null },
    { baselineAt: null },
    { unit: 'tokens' },
    { source: 'learned' },
    { resetAt: NOW },
    { resetAt: later(-1) },
    { resetAt: null, observedAt: later(-DAY - 1) },
    { window: 'minute', resetAt: null, observedAt: later(-MINUTE - 1) },
    // The clock was set back: nobody knows what came after what.
    { baselineAt: later(1) },
  ] as Partial<StoredReading>[])('is unknown of %j', (changes) => {
    expect(unexplained(changes)).toBeNull();
  });

  it('holds for a window whose end nobody named, as long as that window can last', () => {
    expect(unexplained({ resetAt: null, observedAt: later(-DAY) })).toMatchObject({ requests: 31 });
  });

  describe('of a quota that refills', () => {
    const refills = { refills: true };

    it('includes what came back meanwhile', () => {
      // 40 minutes give 27.7 of 1,000 a day back.
      expect(unexplained({}, refills)).toEqual({ requests: 58, since: SINCE });
      expect(unexplained({ remaining: 958 }, refills)).toBeNull();
    });

    it('never reckons with more than all of it', () => {
      expect(unexplained({ baselineAt: later(-30 * DAY) }, refills)?.requests).toBe(1031);
    });

    it('leaves out what nobody can tell', () => {
      expect(unexplained({ limit: null }, refills)?.requests).toBe(31);
      expect(unexplained({ resetAt: null }, refills)?.requests).toBe(31);
      expect(unexplained({ observedAt: later(-41 * MINUTE), resetAt: later(1) }, refills)?.requests).toBe(31);
    });
  });

  it('is never negative, nor trivial, nor less than what is in flight, whatever was reported', () => {
    const number = fc.option(fc.nat({ max: 2_147_483_647 }));
    const date = fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }));
    const any = fc.record({
      limit: number,
      remaining: number,
      resetAt: date,
      baselineRemaining: number,
      baselineAt: date,
      bookedSince: fc.nat(),
      window: fc.constantFrom('minute', 'hour', 'day', 'month'),
    });
    const inFlight = fc.nat(200);
    fc.assert(
      fc.property(any, fc.boolean(), inFlight, (changes, refills, inFlight) => {
        const found = unexplained(changes, { refills, inFlight });
        if (found === null) return;
        expect(Number.isSafeInteger(found.requests)).toBe(true);
        expect(found.requests).toBeGreaterThanOrEqual(Math.max(3, inFlight));
        expect(found.since).toEqual(changes.baselineAt);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is exact for a counter that refills, to one request, however uses and pauses fall', () => {
    // The quota is never full, or there would be a new baseline: it begins with half of it used.
    const step = fc.record({ pauseMs: fc.nat(10 * MINUTE), own: fc.nat(5), others: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const limit = 10_000;
        const start = later(-DAY / 4).getTime();
        const counter = { used: 5_000, at: start, own: 0, others: 0 };
        for (const { pauseMs, own, others } of steps) {
          counter.used += own + others - (pauseMs * limit) / DAY;
          counter.at += pauseMs;
          counter.own += own;
          counter.others += others;
        }
        const found = unexplained(
          {
            limit,
            baselineRemaining: 5_000,
            baselineAt: new Date(start),
            remaining: limit - Math.ceil(counter.used),
            observedAt: new Date(counter.at),
            resetAt: later(1),
            bookedSince: counter.own,
          },
          { refills: true },
        );
        const told = found?.requests ?? 0;
        if (counter.others > 4) expect(Math.abs(told - counter.others)).toBeLessThanOrEqual(1);
        else expect(told).toBeLessThanOrEqual(counter.others + 1);
      }),
    );
  });
});

describe('a provider', () => {
  const reconcile = (readings: StoredReading[], inFlight = 0) =>
    reconcileProvider(
      { id: 'cerebras', keyHash: '', refills: false },
      { readings, inFlight: [count('m', inFlight, { provider: 'cerebras' })] },
      NOW,
    );

  it('is reconciled over all its models, from the earliest of their readings on', () => {
    const earlier = new Date('2026-11-21T09:00:00Z');
    const other = reading({ model: 'other', baselineAt: earlier, bookedSince: 30 });
    expect(reconcile([reading(), other])).toEqual({ requests: 41, since: earlier });
  });

  it('counts a request once that several windows of a model counted', () => {
    const hour = reading({ window: 'hour', limit: 150, baselineRemaining: 120, remaining: 100 });
    for (const readings of [
      [hour, reading()],
      [reading(), hour],
    ])
      expect(reconcile(readings)).toEqual({ requests: 31, since: SINCE });
  });

  it('is not suspected of other providers’ readings, nor of its own requests in flight', () => {
    expect(reconcile([reading({ provider: 'groq' })])).toBeNull();
    expect(reconcile([reading()], 32)).toBeNull();
    expect(reconcile([])).toBeNull();
  });
});
