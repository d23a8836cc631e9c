import type { RateLimit } from '../../../src/providers/contract/measurement.ts';
import { readQuotaFailure } from '../../../src/providers/failures/quota-failure.ts';
import { mergeLearned } from '../../../src/providers/readings/merge-learned.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const RESET = new Date('2026-11-22T21:10:11.383Z');
const MIDNIGHT = new Date('2026-11-23T00:00:00.000Z');

function quota(source: RateLimit['source'], changes: Partial<RateLimit>): RateLimit {
  return { unit: 'requests', window: 'day', limit: null, remaining: null, resetAt: null, source, ...changes };
}

describe('what headers and words of one refusal say together', () => {
  it.each<[what: string, header: Partial<RateLimit>, words: Partial<RateLimit>, merged: Partial<RateLimit>]>([
    ['a limit in the header', { limit: 2400, remaining: 0 }, { remaining: 0 }, { limit: 2400, remaining: 0 }],
    [
      'a limit in words',
      { remaining: 0 },
      { limit: 50, remaining: 0 },
      { limit: 50, remaining: 0, source: 'learned' },
    ],
    ['less in the header', { remaining: 0 }, { remaining: 1330 }, { remaining: 0, source: 'learned' }],
    ['less in words', { remaining: 900 }, { remaining: 664 }, { remaining: 664, source: 'learned' }],
    ['only words', {}, { remaining: 0 }, { remaining: 0, source: 'learned' }],
    [
      'only a header',
      { remaining: 7, resetAt: RESET },
      { limit: 50 },
      { limit: 50, remaining: 7, resetAt: RESET, source: 'reported' },
    ],
  ])('%s', (_, header, words, merged) => {
    expect(mergeLearned([quota('reported', header)], [quota('learned', words)])).toEqual([
      expect.objectContaining(merged),
    ]);
  });

  it('keeps what is of another window or unit', () => {
    const reported = [quota('reported', { window: 'minute' }), quota('reported', { unit: 'tokens' })];
    const learned = [quota('learned', { remaining: 0 })];
    expect(mergeLearned(reported, learned)).toEqual([...reported, ...learned]);
  });

  it.each([
    ['its own reset', [quota('reported', { resetAt: RESET })], RESET],
    ['no reset of another window', [quota('reported', { window: 'minute', resetAt: RESET })], MIDNIGHT],
    ['no reset that has passed', [quota('reported', { resetAt: NOW })], MIDNIGHT],
    ['none at all', [], MIDNIGHT],
  ])('takes the reset that words leave out from the headers: %s', (_, reported, resetAt) => {
    const message = 'Requests per day limit exceeded - too many requests sent.';
    const { learned } = readQuotaFailure(
      { httpStatus: 429, headers: {}, message, details: [] },
      NOW,
      reported,
    );
    expect(learned).toMatchObject([{ window: 'day', remaining: 0, resetAt }]);
  });
});
