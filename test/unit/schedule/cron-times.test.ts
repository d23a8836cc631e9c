import fc from 'fast-check';
import { createCronTimes } from '../../../src/schedule/cron-times.ts';

/** The first `count` moments after `after`. */
function moments(cron: string, timeZone: string, after: string, count: number): string[] {
  const times = createCronTimes(cron, timeZone);
  const found: Date[] = [];
  for (let last: Date | null = new Date(after); last && found.length < count;) {
    last = times.next(last);
    if (last) found.push(last);
  }
  return found.map((moment) => moment.toISOString().replace(':00.000Z', 'Z'));
}

describe('the moments of a schedule', () => {
  it.each([
    ['Europe/Berlin', '30 2 * * *', '2027-03-27T12:00Z', ['2027-03-28T01:00Z', '2027-03-29T00:30Z']],
    ['America/New_York', '15 2 * * *', '2027-03-13T12:00Z', ['2027-03-14T07:00Z', '2027-03-15T06:15Z']],
    ['Australia/Lord_Howe', '10 2 * * *', '2026-10-03T00:00Z', ['2026-10-03T15:30Z', '2026-10-04T15:10Z']],
    ['Africa/Cairo', '0 0 * * *', '2027-04-28T23:00Z', ['2027-04-29T22:00Z', '2027-04-30T21:00Z']],
    ['Pacific/Apia', '0 9 30 12 *', '2011-12-01T00:00Z', ['2011-12-30T10:00Z', '2012-12-29T19:00Z']],
  ])('in %s come right after the gap where the clock skips them (%s)', (zone, cron, after, expected) => {
    expect(moments(cron, zone, after, 2)).toEqual(expected);
  });

  it('come once at the end of the gap, however many of them it holds', () => {
    const skipped = moments('0,20,40 2 * * *', 'Europe/Berlin', '2027-03-27T02:00Z', 3);
    expect(skipped).toEqual(['2027-03-28T01:00Z', '2027-03-29T00:00Z', '2027-03-29T00:20Z']);
    const beside = moments('0 2,3 * * *', 'Europe/Berlin', '2027-03-27T02:00Z', 2);
    expect(beside).toEqual(['2027-03-28T01:00Z', '2027-03-29T00:00Z']);
  });

  it.each([
    ['Europe/Berlin', '30 2 * * *', '2026-10-24T12:00Z', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['America/New_York', '0 1 * * *', '2026-10-31T12:00Z', ['2026-11-01T05:00Z', '2026-11-02T06:00Z']],
    ['Australia/Lord_Howe', '45 1 * * *', '2026-04-03T15:00Z', ['2026-04-04T14:45Z', '2026-04-05T15:15Z']],
    ['Africa/Cairo', '30 23 * * *', '2026-10-28T21:00Z', ['2026-10-29T20:30Z', '2026-10-30T21:30Z']],
  ])('in %s come once where the clock shows them twice (%s)', (zone, cron, after, expected) => {
    expect(moments(cron, zone, after, 2)).toEqual(expected);
  });

  it.each([
    ['0 22-1 * * *', ['2026-11-29T22:00Z', '2026-11-29T23:00Z', '2026-11-30T00:00Z', '2026-11-30T01:00Z']],
    ['58-0 9 * * *', ['2026-11-30T09:00Z', '2026-11-30T09:58Z', '2026-11-30T09:59Z', '2026-12-01T09:00Z']],
    ['0 9,8,9 * * *', ['2026-11-30T08:00Z', '2026-11-30T09:00Z', '2026-12-01T08:00Z', '2026-12-01T09:00Z']],
  ])('come in the order of time where a range goes over its end (%s)', (cron, expected) => {
    expect(moments(cron, 'UTC', '2026-11-29T12:00Z', 4)).toEqual(expected);
  });

  it('do not come a second time for a process that starts between the two', () => {
    expect(moments('30 2 * * *', 'Europe/Berlin', '2026-10-25T01:10Z', 1)).toEqual(['2026-10-26T01:30Z']);
  });

  it('go on at their interval while the clock shows an hour twice', () => {
    expect(moments('*/30 * * * *', 'Europe/Berlin', '2026-10-25T00:00Z', 4)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:30Z',
      '2026-10-25T02:00Z',
    ]);
  });

  it.each([
    ['UTC', '0 9 * * *', '2026-11-29T09:00Z', '2026-11-30T09:00Z'],
    ['Asia/Tehran', '0 9 * * *', '2026-11-29T09:00Z', '2026-11-30T05:30Z'],
    ['+03:30', '0 9 * * *', '2026-11-29T09:00Z', '2026-11-30T05:30Z'],
    ['UTC', '0 0 29 2 *', '2026-11-29T09:00Z', '2028-02-29T00:00Z'],
    ['UTC', '0 0 29 2 1', '2026-11-29T09:00Z', '2044-02-29T00:00Z'],
    ['UTC', '0 18 * * 5L', '2026-11-29T09:00Z', '2026-12-25T18:00Z'],
    ['UTC', '59 59 23 L * *', '2026-11-29T09:00Z', '2026-11-30T23:59:59.000Z'],
    ['Europe/Berlin', '0 9 * * MON#1', '2026-11-29T09:00Z', '2026-12-07T08:00Z'],
  ])('in %s of "%s" after %s is %s', (zone, cron, after, expected) => {
    expect(moments(cron, zone, after, 1)).toEqual([expected]);
  });

  it('come every day once, in every zone', () => {
    const zones = fc.constantFrom('Europe/London', 'America/Santiago', 'Africa/Casablanca', 'Asia/Beirut');
    const time = fc.record({ hour: fc.nat(23), minute: fc.nat(59), zone: zones });
    fc.assert(
      fc.property(time, ({ hour, minute, zone }) => {
        const times = createCronTimes(`${minute} ${hour} * * *`, zone);
        let last = times.next(new Date('2026-01-01T00:00Z'));
        const steps: number[] = [];
        for (let day = 1; day < 400 && last; day++) {
          const next = times.next(last);
          steps.push(((next?.getTime() ?? 0) - last.getTime()) / 3_600_000);
          last = next;
        }
        expect(steps).toHaveLength(399);
        expect(Math.min(...steps)).toBeGreaterThanOrEqual(22);
        expect(Math.max(...steps)).toBeLessThanOrEqual(26);
      }),
      { numRuns: 10 },
    );
  });
});
