import { systemClock } from '../../../src/foundation/clock.ts';
import { mapReportedFailure } from '../../../src/providers/failures/failure-mapper.ts';
import { reportedFailure } from '../../../src/providers/failures/reported-failure.ts';
import { readRateLimitHeaders } from '../../../src/providers/readings/rate-limit-headers.ts';
import { readUsualLimits } from '../../../src/providers/readings/usual-limits.ts';
import { parseReset } from '../../../src/providers/readings/reset-time.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const clock = { ...systemClock, now: () => NOW };
const inSeconds = (date: Date | null | undefined) => (date ? (date.getTime() - NOW.getTime()) / 1_000 : null);
const epoch = NOW.getTime() / 1_000;

/** What a refusal with 429 means, in seconds. */
function refuse(message: string, headers: Record<string, string> = {}) {
  const context = { name: 'Service', clock, confidential: [], readLimits: readUsualLimits };
  const failed = mapReportedFailure(context, reportedFailure(429, headers, { message }, undefined));
  const limits = (failed.measurement?.rateLimits?.limits ?? []).map(
    ({ unit, window, limit, remaining, resetAt }) => [unit, window, limit, remaining, inSeconds(resetAt)],
  );
  return {
    reason: failed.reason,
    retryAfter: failed.retryAfterMs === null ? null : failed.retryAfterMs / 1_000,
    limits,
  };
}

describe('the time at which a quota starts anew', () => {
  it.each([
    ['6h', 21_600],
    ['1m2.5s', 62.5],
    ['42', 42],
    [String(epoch + 600), 600],
    [String(epoch + 600.5), 600.5],
    [String((epoch + 600) * 1_000), 600],
    ['2026-11-20T12:30:00Z', 1_800],
    ['2026-11-20T12:30:00.500Z', 1_800.5],
    ['2026-11-20T15:30:00+03:00', 1_800],
    ['2026-11-20 12:30:00 UTC', 1_800],
    ['Fri, 20 Nov 2026 13:00:00 GMT', 3_600],
    ['2020-01-01T00:00:00Z', null],
    ['2030-01-01T00:00:00Z', null],
    ['2026-13-40T99:00:00Z', null],
    ['tomorrow', null],
    ['-5', null],
    ['', null],
    [undefined, null],
  ])('is read from %s', (text, seconds) => {
    expect(inSeconds(parseReset(text, NOW))).toBe(seconds);
    const headers = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': text ?? '' };
    for (const read of [readRateLimitHeaders, readUsualLimits])
      expect(inSeconds(read(headers, clock).limits[0]?.resetAt)).toBe(seconds);
  });

  it.each([
    ['slow down', { 'retry-after': '2.5' }, 2.5],
    ['slow down', { 'retry-after': 'Fri, 20 Nov 2026 13:00:00 GMT' }, 3_600],
    ['slow down', { 'retry-after': 'Fri, 20 Nov 2026 11:00:00 GMT' }, 0],
    ['slow down', { 'retry-after': String(epoch + 90) }, 90],
    ['slow down', { 'retry-after': '99999999999999999' }, null],
    ['Quota resets at 2026-11-20T12:30:00+00:00.', {}, 1_800],
    ['Please try again after 2026-11-20 12:30:00 UTC', {}, 1_800],
  ])('is what a refusal asks for: %s %j', (message, headers, seconds) => {
    expect(refuse(message, headers).retryAfter).toBe(seconds);
  });
});

describe('a quota in the words of a refusal', () => {
  it('is of the window that they name, where its headers name none', () => {
    const headers = {
      'x-ratelimit-limit-requests': '200',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': '7m12s',
    };
    const message = 'Rate limit reached on requests per day (RPD): Limit 200, Used 200, Requested 1.';
    expect(refuse(message, headers).limits).toEqual([['requests', 'day', 200, 0, 432]]);
  });

  it.each([
    ['Rate limit of 50 per 86400s exceeded for UserByModelByDay.', ['requests', 'day', 50]],
    ['Rate limit of 10 per 60s exceeded', ['requests', 'minute', 10]],
    ['Rate limit of 8000 tokens per 60 seconds exceeded', ['tokens', 'minute', 8_000]],
    ['Limit of 200 requests per 24 hours reached', ['requests', 'day', 200]],
  ])('is read from %s', (message, [unit, window, limit]) => {
    const { reason, limits } = refuse(message);
    expect(limits).toMatchObject([[unit, window, limit, 0, expect.any(Number)]]);
    expect(reason).toBe(window === 'day' ? 'quota_exhausted' : 'rate_limit');
  });

  it('is not smaller than what was asked for because of its commas', () => {
    const message = 'on tokens per hour (TPH): Limit 1,000,000, Used 999,900, Requested 400.';
    expect(refuse(message).reason).toBe('rate_limit');
    expect(refuse(message.replace('400', '1,200,000')).reason).toBe('too_large');
  });
});
