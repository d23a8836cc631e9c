import { readQuotaFailure } from '../../../src/providers/failures/quota-failure.ts';
import { readQuotaWords } from '../../../src/providers/readings/quota-words.ts';

const NOW = new Date('2026-11-21T12:34:56Z');

describe('the words of a refusal', () => {
  const groq =
    'Rate limit reached for model `openai/gpt-oss-120b` in organization `org_01kjh7` service tier `on_demand` on ';
  const more = ' Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing';
  it.each([
    [
      `${groq}tokens per day (TPD): Limit 200000, Used 199336, Requested 1204. Please try again in 7m12s.${more}`,
      'tokens day 200000 664',
    ],
    [
      `${groq}tokens per minute (TPM): Limit 8000, Used 6670, Requested 5883.${more}`,
      'tokens minute 8000 1330',
    ],
    [`${groq}requests per minute (RPM): Limit 30, Used 30, Requested 1.`, 'requests minute 30 0'],
    [`${groq}requests per day (RPD): Limit 1,000, Used 1,002, Requested 1.`, 'requests day 1000 0'],
    [
      `${groq}seconds of audio per hour (ASPH): Limit 7200, Used 7145, Requested 120.`,
      'audio_seconds hour 7200 55',
    ],
    [
      `${groq}tokens per minute (TPM): Limit 8000, Requested 9210, please reduce your message size`,
      'tokens minute 8000 null',
    ],
    [
      "You are using a Trial key, which is limited to 1000 API calls / month. You can continue to use the Trial key for free or upgrade to a Production key with higher rate limits at 'https://dashboard.cohere.com/api-keys'.",
      'requests month 1000 0',
    ],
    ['You are using a Trial key, which is limited to 20 API calls / minute.', 'requests minute 20 0'],
    ['Rate limit exceeded: 30 requests/minute', 'requests minute 30 0'],
    ['The maximum rate limit for this model is 9.0 queries per minute.', 'requests minute 9 0'],
    ['The maximum rate limit for this model is 0.3 queries per minute.', 'requests minute null 0'],
    ['You exceeded the limit of 1,000 requests per day', 'requests day 1000 0'],
    ['Too many calls: at most 50 queries per 1 hour', 'requests hour 50 0'],
    ['This key may use 2M tokens a day', 'tokens day 2000000 0'],
    ['Tokens per day limit exceeded - too many tokens processed.', 'tokens day null 0'],
    ['Requests per minute limit exceeded - too many requests sent.', 'requests minute null 0'],
    ['Your daily limit of 50 free model requests is used up', 'requests day 50 0'],
    ['Monthly quota: 1_000 calls', 'requests month 1000 0'],
    [
      'Rate limit reached for gpt-4o on requests per min. Limit: 3 / min. Please try again in 20s.',
      'requests minute 3 0',
    ],
    ['TPM limit 6K exceeded. Current: 6,120', 'tokens minute 6000 0'],
    [
      'Token limit (500,000 per day) exceeded. Used: 508,311 tokens. Sign up for higher limits.',
      'tokens day 500000 0',
    ],
    [
      "Your team's rate limit is — Requests per Minute (actual/limit): 61/60, Tokens per Minute (actual/limit): 1000/100000.",
      'requests minute 60 0, tokens minute 100000 99000',
    ],
    ['Tokens per Minute (actual/limit): 65605/16000', 'tokens minute 16000 0'],
    ['Monthly token quota exceeded', 'tokens month null 0'],
    ['request reached organization max RPM: 3, please try again after 1 seconds', 'requests minute 3 0'],
    ['Limit of 9007199254740993000 requests per day', 'requests day null 0'],
    [
      'The maximum rate limit for this model is 6.0 queries and 180000000 tokens per minute.',
      'requests minute 6 null, tokens minute 180000000 null',
    ],
    ['Rate limit: 5 requests/minute, 100 requests/day', 'requests minute 5 null, requests day 100 null'],
    ['Rate limit: 60 RPM, 100k TPM. You used 100k TPM.', 'requests minute 60 null, tokens minute 100000 0'],
    [
      'Rate limit: 60 RPM, 100k TPM. You used 40k tokens.',
      'requests minute 60 null, tokens minute 100000 60000',
    ],
    ['Limit: 20 requests per minute. You used 500 tokens.', 'requests minute 20 null'],
    ['Limit: 1000 requests per day. You made 1003 requests.', 'requests day 1000 0'],
    ['You made 51 requests today. The daily limit is 50 requests.', 'requests day 50 0'],
    ['Daily request limit reached (1000/1000)', 'requests day 1000 0'],
    ['Daily token quota exceeded: 100,000/100,000', 'tokens day 100000 0'],
    ['RPD limit reached (1500)', 'requests day 1500 0'],
    ['1500 RPD exceeded', 'requests day 1500 0'],
    ['per-day request limit of 50 exceeded', 'requests day 50 0'],
    ['per-minute token limit of 6000 exceeded', 'tokens minute 6000 0'],
    ['You have used 500000 of 500000 tokens today', 'tokens day 500000 0'],
    ['You have used 7 of 1000 requests today', 'requests day 1000 993'],
    ['You have made 200 out of 200 requests this month', 'requests month 200 0'],
    ['50/50 requests used today', 'requests day 50 0'],
    ['0 of 50 daily requests remaining', 'requests day 50 0'],
    ["Today's limit of 50 requests is used up", 'requests day 50 0'],
    ['Requests today: 1000/1000', 'requests day 1000 0'],
    ['Token usage today: 100000 / 100000', 'tokens day 100000 0'],
    ['requests per day: 30 of 50 used', 'requests day 50 20'],
    ['limit: 20 req/min', 'requests minute 20 0'],
    ['Limit 20 requests per 1m', 'requests minute 20 0'],
    ['Limit of 100 requests per 60 seconds', 'requests minute 100 0'],
    ['Limit 30 requests per 24h reached', 'requests day 30 0'],
    // A status, a date, a time and a share of which nobody says what it is are no limits.
    ['RPM limit exceeded (429)', 'requests minute null 0'],
    ['RPM limit exceeded (20 s)', 'requests minute null 0'],
    ['RPD limit reached (2026-11-21)', 'requests day null 0'],
    ['RPD limit reached (3/1500)', 'requests day null 0'],
  ])('%s', (message, quotas) => {
    const read = readQuotaWords(message);
    expect(
      read.map(({ unit, window, limit, remaining }) => `${unit} ${window} ${limit} ${remaining}`).join(', '),
    ).toBe(quotas);
  });

  it.each([
    '',
    'Too many requests',
    'Rate limit exceeded. Upgrade to get 1000 requests per day',
    'Add 10 credits to unlock 1000 free model requests per day',
    'Your spending limit of $10 per month is used up',
    'The model is overloaded. Please try again in 30 seconds.',
    'At most 20 images per minute',
    'The requests were too many for one day',
    'You sent 5 requests today. Please slow down',
    'You used 10 requests per minute',
    'Rate limit: RPM 60, TPM 100k',
    'Requests per minute: 60. You used 100k tokens.',
    'Limit 20 requests per 10m',
    'At most 20 requests per 1M tokens',
    '1/2 requests failed',
    'Error 1 of 3 requests today',
    'Requests today: 3/1000',
    'Upgrade: 50/50 requests used today',
  ])('that name no quota teach none: %s', (message) => {
    expect(readQuotaWords(message)).toEqual([]);
  });
});

describe('a refusal', () => {
  const refuse = (message: string, changes: Partial<Parameters<typeof readQuotaFailure>[0]> = {}) =>
    readQuotaFailure({ httpStatus: 429, headers: {}, message, details: [], ...changes }, NOW);
  const resetOf = (message: string, headers = {}) =>
    refuse(message, { headers }).learned[0]?.resetAt?.toISOString();

  it.each([
    [
      'on tokens per day (TPD): Limit 9, Used 9, Requested 1. Please try again in 7m12s.',
      '2026-11-21T12:42:08.000Z',
    ],
    ['limited to 30 requests/minute. Try again in 20 seconds', '2026-11-21T12:35:16.000Z'],
    ['limited to 30 requests/hour; retry in 1 hour and 5 minutes', '2026-11-21T13:39:56.000Z'],
    ['limited to 50 requests per day, resets at 2026-11-22T08:00:00Z', '2026-11-22T08:00:00.000Z'],
    ['limited to 50 requests per day', '2026-11-22T00:00:00.000Z'],
    ['limited to 1000 API calls / month', '2026-12-01T00:00:00.000Z'],
    ['limited to 5 calls / hour', '2026-11-21T13:00:00.000Z'],
    ['limited to 5 calls / minute', '2026-11-21T12:35:56.000Z'],
  ])('tells until when: %s', (message, resetAt) => {
    expect(resetOf(message)).toBe(resetAt);
  });

  it('believes a header about a day, but none about a month', () => {
    const headers = { 'retry-after': '60' };
    expect(resetOf('limited to 50 requests per day', headers)).toBe('2026-11-21T12:35:56.000Z');
    expect(resetOf('limited to 1000 API calls / month', headers)).toBe('2026-12-01T00:00:00.000Z');
  });

  it('of a month keeps away until the month ends', () => {
    const untilDecember = Date.parse('2026-12-01T00:00:00Z') - NOW.getTime();
    expect(refuse('limited to 1000 API calls / month').retryAfterMs).toBe(untilDecember);
    expect(refuse('limited to 20 API calls / minute').retryAfterMs).toBeNull();
  });

  it.each([400, 401, 404, 422, 500])('for another reason, with %d, teaches nothing', (httpStatus) => {
    expect(refuse('"I may ask 5 requests per day" is not valid', { httpStatus }).learned).toEqual([]);
  });

  it('with typed details is read from these', () => {
    const violations = [
      { quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier', quotaValue: '20' },
      { quotaId: 'GenerateContentInputTokensPerModelPerMinute-FreeTier', quotaValue: '3000000000' },
    ];
    const { learned } = refuse('limited to 7 requests per hour', { details: [{ violations }] });
    expect(learned).toMatchObject([
      { unit: 'requests', window: 'day', limit: 20, remaining: 0, resetAt: new Date('2026-11-22T08:00:00Z') },
      { unit: 'tokens', window: 'minute', limit: 3_000_000_000, remaining: 0 },
    ]);
  });
});
