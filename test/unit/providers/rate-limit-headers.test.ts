import { systemClock } from '../../../src/foundation/clock.ts';
import * as fc from 'fast-check';
import { parseDuration } from '../../../src/providers/readings/duration.ts';
import { readRateLimitHeaders } from '../../../src/providers/readings/rate-limit-headers.ts';
import { retryAfterMs } from '../../../src/providers/failures/retry-after.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const clock = { ...systemClock, now: () => NOW };
const read = (headers: Record<string, string>) => readRateLimitHeaders(headers, clock).limits;

describe('a duration', () => {
  it.each([
    ['42', 42_000],
    ['33011.382867', 33_011_383],
    ['7.66s', 7660],
    ['2m59.56s', 179_560],
    ['1m26.4s', 86_400],
    ['120ms', 120],
    ['1h2m3s', 3_723_000],
    ['0', 0],
    ['0s', 0],
    [' 5s ', 5000],
    ['7 minutes', 420_000],
    ['1 hour and 5 min', 3_900_000],
    ['1 day, 2 hours', 93_600_000],
    ['2m 30s', 150_000],
    ['300 milliseconds', 300],
  ])('reads %j as %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '-1',
    '-5s',
    'soon',
    '5 parsecs',
    '1e9',
    '99999999999',
    '1.2.3s',
    '5s later',
    'NaN',
    'Infinity',
  ])('does not read %j', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

describe('rate-limit headers', () => {
  it("take Groq's requests per day, tokens per minute and audio per hour", () => {
    const headers = {
      'x-ratelimit-limit-requests': '1000',
      'x-ratelimit-limit-tokens': '8000',
      'x-ratelimit-limit-audio-seconds': '7200',
    };
    expect(read(headers)).toMatchObject([
      { unit: 'requests', window: 'day', limit: 1000 },
      { unit: 'tokens', window: 'minute', limit: 8000 },
      { unit: 'audio_seconds', window: 'hour', limit: 7200 },
    ]);
  });

  it.each(['minute', 'hour', 'day'] as const)("take Cerebras's windows of a %s", (window) => {
    const headers = {
      [`x-ratelimit-remaining-requests-${window}`]: '4',
      [`x-ratelimit-reset-requests-${window}`]: '11.5',
      [`x-ratelimit-remaining-tokens-${window}`]: '900',
    };
    const resetAt = new Date(NOW.getTime() + 11_500);
    expect(read(headers)).toEqual([
      { unit: 'requests', window, limit: null, remaining: 4, resetAt, source: 'reported' },
      { unit: 'tokens', window, limit: null, remaining: 900, resetAt: null, source: 'reported' },
    ]);
  });

  it.each([
    ['2147483648', 2_147_483_648],
    ['9007199254740991', 9_007_199_254_740_991],
    ['0', 0],
    ['-1', 0],
    ['-350', 0],
    [' -0.5 ', 0],
  ])('read %j left as %d: below nothing is nothing, and no plan is too large', (value, remaining) => {
    const headers = {
      'x-ratelimit-limit-requests': '9007199254740991',
      'x-ratelimit-remaining-requests': value,
    };
    expect(read(headers)).toMatchObject([{ limit: 9_007_199_254_740_991, remaining }]);
  });

  it.each(['', '-', 'many', '1e30', '99999999999999999999', 'NaN', '0x10'])('leave %j unknown', (value) => {
    expect(read({ 'x-ratelimit-limit-tokens': value, 'x-ratelimit-remaining-tokens': '5' })).toMatchObject([
      { limit: null, remaining: 5 },
    ]);
  });

  it('know that nothing left is zero, not unknown', () => {
    expect(read({ 'x-ratelimit-remaining-tokens': '0' })).toMatchObject([{ remaining: 0 }]);
  });

  it('keep what they were, and nothing else', () => {
    const headers = { 'x-ratelimit-limit-tokens': 'odd', 'retry-after': '5', 'set-cookie': 'session=1' };
    expect(readRateLimitHeaders(headers, clock)).toEqual({
      limits: [],
      raw: { 'x-ratelimit-limit-tokens': 'odd', 'retry-after': '5' },
      observedAt: NOW,
    });
  });

  it('never throw, and never give a number that no quota can be', () => {
    const name = fc.constantFrom(
      'x-ratelimit-limit-requests',
      'x-ratelimit-remaining-tokens-minute',
      'x-ratelimit-reset-tokens',
      'x-ratelimit-reset-requests-day',
      'x-trial-endpoint-call-remaining',
      'x-endpoint-monthly-call-limit',
    );
    const value = fc.oneof(
      fc.string(),
      fc.double().map(String),
      fc.bigInt().map(String),
      fc.stringMatching(/^[\d.smh]+$/),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(name, fc.string()), value), (headers) => {
        for (const { limit, remaining, resetAt } of read(headers)) {
          for (const quota of [limit, remaining]) {
            expect(quota === null || (Number.isSafeInteger(quota) && quota >= 0)).toBe(true);
          }
          expect(resetAt === null || resetAt.getTime() >= NOW.getTime()).toBe(true);
        }
      }),
    );
  });
});

describe('the time to wait', () => {
  it.each([
    [{ 'retry-after': '35' }, '', 35_000],
    [{ 'retry-after': '0.5' }, '', 500],
    [{ 'retry-after': 'Sun, 22 Nov 2026 12:01:30 GMT' }, '', 90_000],
    [{ 'retry-after': 'Sun, 22 Nov 2026 11:00:00 GMT' }, '', 0],
    [{ 'retry-after-ms': '1500', 'retry-after': '2' }, '', 1500],
    [{}, 'Please try again in 34.1475s. Need more?', 34_148],
    [{}, 'Please try again in 1m26.4s.', 86_400],
    [{}, 'Rate limit resets in: 45s', 45_000],
    [{}, 'Retry-after: 30 seconds', 30_000],
    [{}, 'Please retry in 37.295530399s.', 37_296],
    [{ 'retry-after': 'whenever' }, 'try again in 120ms', 120],
    [{ 'retry-after': '-5' }, '', null],
    [{ 'retry-after': '1e99' }, '', null],
    [{}, 'Try again later.', null],
  ])('of %j and %j is %j', (headers: Record<string, string>, message, ms) => {
    expect(retryAfterMs(headers, message, NOW)).toBe(ms);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (after, afterMs, message) => {
        const wait = retryAfterMs({ 'retry-after': after, 'retry-after-ms': afterMs }, message, NOW);
        expect(wait === null || wait >= 0).toBe(true);
      }),
    );
  });
});
