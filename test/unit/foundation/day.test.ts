import {
  addDays,
  dayOf,
  daysBetween,
  endOfDay,
  isTimeZone,
  startOfDay,
} from '../../../src/foundation/day.ts';

const HOUR_MS = 3_600_000;

describe('a day in a time zone', () => {
  it.each([
    ['UTC', '2026-11-21', '2026-11-21T00:00:00.000Z', 24],
    ['Asia/Tehran', '2026-11-21', '2026-11-20T20:30:00.000Z', 24],
    ['Asia/Tehran', '2022-03-22', '2022-03-21T20:30:00.000Z', 23],
    ['America/Los_Angeles', '2026-03-08', '2026-03-08T08:00:00.000Z', 23],
    ['America/Los_Angeles', '2026-11-01', '2026-11-01T07:00:00.000Z', 25],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', 23.5],
    ['Asia/Kathmandu', '2026-11-21', '2026-11-20T18:15:00.000Z', 24],
    // Midnight is skipped, so the day starts an hour later.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', 23],
    ['Africa/Cairo', '2024-04-26', '2024-04-25T22:00:00.000Z', 23],
    // Midnight occurs twice; the day starts at the first one.
    ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', 25],
  ])('starts and ends at the right instants in %s on %s', (timeZone, day, start, hours) => {
    const begin = startOfDay(day, timeZone);
    expect(begin.toISOString()).toBe(start);
    expect((endOfDay(begin, timeZone).getTime() - begin.getTime()) / HOUR_MS).toBe(hours);
  });

  it.each(['UTC', 'Asia/Tehran', 'America/Los_Angeles', 'Africa/Cairo', 'America/Sao_Paulo', 'Pacific/Apia'])(
    'contains exactly its own instants, every day of 2024 in %s',
    (timeZone) => {
      for (const day of daysBetween('2024-01-01', '2024-12-31')) {
        const begin = startOfDay(day, timeZone);
        const end = endOfDay(begin, timeZone);
        expect([begin, new Date(end.getTime() - 1)].map((at) => dayOf(at, timeZone))).toEqual([day, day]);
        expect(dayOf(end, timeZone)).toBe(addDays(day, 1));
        expect(dayOf(new Date(begin.getTime() - 1), timeZone)).toBe(addDays(day, -1));
      }
    },
  );

  it('changes at local midnight, not at midnight UTC', () => {
    expect(dayOf(new Date('2026-11-21T20:29:59.999Z'), 'Asia/Tehran')).toBe('2026-11-21');
    expect(dayOf(new Date('2026-11-21T20:30:00.000Z'), 'Asia/Tehran')).toBe('2026-11-22');
    expect(dayOf(new Date('2026-11-22T07:59:59.999Z'), 'America/Los_Angeles')).toBe('2026-11-21');
  });
});

describe('calendar arithmetic', () => {
  it('crosses months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });

  it('lists days inclusively, and none if the range is reversed', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(daysBetween('2026-03-01', '2026-03-01')).toEqual(['2026-03-01']);
    expect(daysBetween('2026-03-02', '2026-03-01')).toEqual([]);
  });

  it('tells IANA time zones from other names', () => {
    expect(['Asia/Tehran', 'UTC'].map(isTimeZone)).toEqual([true, true]);
    expect(['Tehran', '', 'Asia/Tehran; DROP'].map(isTimeZone)).toEqual([false, false, false]);
  });
});
