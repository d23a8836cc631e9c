import { readUsualLimits } from '../../../src/providers/readings/usual-limits.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';

const clock = new FakeClock();
const NOW = clock.now();

function read(headers: Readonly<Record<string, string>>): string[] {
  const { limits } = readUsualLimits(headers, clock);
  return limits
    .map(({ unit, window, limit, remaining, resetAt }) => {
      const inSeconds = resetAt === null ? '' : ` in ${(resetAt.getTime() - NOW.getTime()) / 1000} s`;
      return `${unit}/${window} ${remaining} of ${limit}${inSeconds}`;
    })
    .toSorted();
}

describe('the limits in the headers of any service', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'numbers with their thousands separated',
      { 'x-ratelimit-limit-requests-day': '1,000', 'x-ratelimit-remaining-requests-day': '20' },
      ['requests/day 20 of 1000'],
    ],
    [
      'OpenAI’s, whose window only the reset tells',
      {
        'x-ratelimit-limit-requests': '500',
        'x-ratelimit-remaining-requests': '499',
        'x-ratelimit-reset-requests': '120ms',
        'x-ratelimit-limit-tokens': '30000',
        'x-ratelimit-remaining-tokens': '29000',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      ['requests/minute 499 of 500 in 0.12 s', 'tokens/hour 29000 of 30000 in 360 s'],
    ],
    [
      'OpenRouter’s, in milliseconds since 1970',
      {
        'x-ratelimit-limit': '50',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(NOW.getTime() + 7_200_000),
      },
      ['requests/day 0 of 50 in 7200 s'],
    ],
    [
      'those in seconds since 1970',
      { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': String(NOW.getTime() / 1000 + 30) },
      ['requests/minute 3 of null in 30 s'],
    ],
    [
      'Anthropic’s, with a date',
      {
        'anthropic-ratelimit-tokens-limit': '80000',
        'anthropic-ratelimit-tokens-remaining': '1000',
        'anthropic-ratelimit-tokens-reset': new Date(NOW.getTime() + 60_000).toISOString(),
      },
      ['tokens/minute 1000 of 80000 in 60 s'],
    ],
    [
      'SambaNova’s, with the day in the name',
      { 'x-ratelimit-limit-requests-day': '2000', 'x-ratelimit-remaining-requests-day': '-1' },
      ['requests/day 0 of 2000'],
    ],
    [
      'the fields of the IETF',
      {
        'ratelimit-policy': '"burst";q=100;w=60, "daily";q=1000;w=86400, "tokens";q=50000;w=3600;qu="tokens"',
        ratelimit: '"burst";r=50;t=30, "daily";r=12;t=3600, "tokens";r=49000;t=5',
      },
      [
        'requests/day 12 of 1000 in 3600 s',
        'requests/minute 50 of 100 in 30 s',
        'tokens/hour 49000 of 50000 in 5 s',
      ],
    ],
    [
      'a policy of ten seconds beside one of a day',
      { 'ratelimit-policy': '"a";q=10;w=10,"b";q=500;w=86400', ratelimit: '"a";r=9;t=3,"b";r=499;t=80000' },
      ['requests/day 499 of 500 in 80000 s'],
    ],
    [
      'the fields of version 7',
      { 'ratelimit-policy': '100;w=60', ratelimit: 'limit=100, remaining=50, reset=5' },
      ['requests/minute 50 of 100 in 5 s'],
    ],
    [
      'the fields of earlier versions',
      { 'ratelimit-limit': '100, 100;w=3600', 'ratelimit-remaining': '99', 'ratelimit-reset': '50' },
      ['requests/hour 99 of 100 in 50 s'],
    ],
    [
      'a live value without a policy',
      { ratelimit: '"default";r=7;t=40' },
      ['requests/minute 7 of null in 40 s'],
    ],
    [
      'less than nothing, which is nothing',
      {
        'x-ratelimit-limit-requests': '5000000000',
        'x-ratelimit-remaining-requests': '-350.5',
        'x-ratelimit-reset-requests': '30',
        'ratelimit-policy': '"t";q=100;w=86400;qu="tokens"',
        ratelimit: '"t";r=-5;t=60',
      },
      ['requests/minute 0 of 5000000000 in 30 s', 'tokens/day 0 of 100 in 60 s'],
    ],
    [
      'less than nothing, in the fields of version 7',
      { ratelimit: 'limit=100, remaining=-1, reset=5' },
      ['requests/minute 0 of 100 in 5 s'],
    ],
    [
      'nothing that can be believed',
      {
        'x-ratelimit-limit': 'many',
        ratelimit: '"a";r=x',
        'x-ratelimit-reset-tokens': 'soon',
        'x-other': '5',
      },
      [],
    ],
  ])('are read: %s', (_, headers, expected) => {
    expect(read(headers)).toEqual(expected);
  });

  it('are kept as they came', () => {
    const headers = { 'x-ratelimit-limit': '5', ratelimit: '"a";r=1', 'retry-after': '3', server: 'x' };
    const { server: _, ...kept } = headers;
    expect(readUsualLimits(headers, clock).raw).toEqual(kept);
  });
});
