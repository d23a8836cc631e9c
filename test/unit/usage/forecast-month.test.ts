import * as fc from 'fast-check';
import { addDays, dayOf, daysBetween, startOfDay } from '../../../src/foundation/day.ts';
import { firstDayOfMonth, firstDayOfNextMonth } from '../../../src/foundation/month.ts';
import { firstForecastDay, forecastMonth } from '../../../src/usage/reading/forecast-month.ts';

const day = (date: string, totalTokens: number, provider = 'groq') => ({
  date,
  provider,
  requests: 1,
  totalTokens,
  costPicoUsd: BigInt(totalTokens) * 1_000n,
});
const steady = (from: string, to: string, tokens: number) =>
  daysBetween(from, to).map((date) => day(date, tokens));

describe('a month', () => {
  it.each([
    ['2026-11-21', '2026-11-01', '2026-12-01'],
    ['2026-12-31', '2026-12-01', '2027-01-01'],
    ['2026-02-28', '2026-02-01', '2026-03-01'],
    ['2028-02-29', '2028-02-01', '2028-03-01'],
    ['2026-01-01', '2026-01-01', '2026-02-01'],
  ])('of %s begins on %s and the next one on %s', (day, first, next) => {
    expect([firstDayOfMonth(day), firstDayOfNextMonth(day)]).toEqual([first, next]);
  });

  it('ends where the next begins, on any day', () => {
    fc.assert(
      fc.property(fc.nat(40_000), (offset) => {
        const day = addDays('1999-12-31', offset);
        const last = addDays(firstDayOfNextMonth(day), -1);
        expect(last.slice(0, 7)).toBe(day.slice(0, 7));
        expect(firstDayOfNextMonth(day).slice(8)).toBe('01');
      }),
    );
  });
});

describe('the forecast of a month', () => {
  it('is what is booked, and the pace of the last seven days for the rest', () => {
    const days = [
      day('2026-10-31', 99_000),
      ...steady('2026-11-01', '2026-11-20', 100),
      day('2026-11-21', 30),
    ];
    const recent = { days, firstDay: '2026-10-30' };
    // Half of the 21st and nine days are left.
    expect(forecastMonth(recent, new Date('2026-11-21T12:00:00Z'), 'UTC')).toEqual({
      month: '2026-11',
      totalTokens: 2_030 + 950,
      costPicoUsd: 2_980_000n,
    });
  });

  it('goes to the end of the Jalali month for who reads that calendar', () => {
    // 1405-08-01 to 1405-08-30 are 2026-10-23 to 2026-11-21.
    const recent = { days: steady('2026-10-22', '2026-11-20', 100), firstDay: '2026-10-22' };
    const now = new Date('2026-11-21T12:00:00Z');
    expect(firstForecastDay('2026-11-10')).toBe('2026-10-23');
    expect(forecastMonth(recent, now, 'UTC', 'jalali')).toEqual({
      month: '2026-10',
      totalTokens: 2_900 + 50,
      costPicoUsd: 2_950_000n,
    });
  });

  it('adds up providers', () => {
    const days = [...steady('2026-11-01', '2026-11-29', 100), day('2026-11-29', 700, 'cohere')];
    const recent = { days, firstDay: '2026-11-01' };
    expect(forecastMonth(recent, new Date('2026-11-30T00:00:00Z'), 'UTC')?.totalTokens).toBe(3_600 + 200);
  });

  it('rests on the days before this month in its first days', () => {
    const recent = { days: steady('2026-10-25', '2026-10-31', 100), firstDay: '2026-01-01' };
    expect(forecastMonth(recent, new Date('2026-11-01T00:00:00Z'), 'UTC')?.totalTokens).toBe(3_000);
  });

  it('counts quiet days too, but none before the first', () => {
    const days = [day('2026-11-20', 700)];
    const now = new Date('2026-11-21T00:00:00Z');
    expect(forecastMonth({ days, firstDay: '2026-01-01' }, now, 'UTC')?.totalTokens).toBe(700 + 1_000);
    expect(forecastMonth({ days, firstDay: '2026-11-18' }, now, 'UTC')?.totalTokens).toBe(700 + 3_500);
    expect(forecastMonth({ days, firstDay: '2026-11-19' }, now, 'UTC')?.totalTokens).toBe(700 + 7_000);
  });

  it('is not made before the first full day is over', () => {
    const days = [day('2026-11-21', 700)];
    const now = new Date('2026-11-21T23:59:59Z');
    expect(forecastMonth({ days, firstDay: '2026-11-21' }, now, 'UTC')).toBeNull();
    expect(forecastMonth({ days: [], firstDay: null }, now, 'UTC')).toBeNull();
    // The clock was set back behind what is booked.
    expect(
      forecastMonth({ days, firstDay: '2026-11-21' }, new Date('2026-11-01T00:00:00Z'), 'UTC'),
    ).toBeNull();
    // The 21st may have begun in the evening: of it nobody can tell what a day uses.
    expect(
      forecastMonth({ days, firstDay: '2026-11-21' }, new Date('2026-11-22T23:59:59Z'), 'UTC'),
    ).toBeNull();
    expect(
      forecastMonth({ days, firstDay: '2026-11-21' }, new Date('2026-11-23T00:00:00Z'), 'UTC'),
    ).not.toBeNull();
  });

  it('ends with the month of its own time zone', () => {
    const recent = { days: steady('2026-11-01', '2026-11-30', 100), firstDay: '2026-11-01' };
    const now = new Date('2026-11-30T20:30:00Z');
    expect(forecastMonth(recent, now, 'Asia/Tehran')).toMatchObject({ month: '2026-12', totalTokens: 3_100 });
    expect(forecastMonth(recent, now, 'UTC')?.month).toBe('2026-11');
  });

  it.each([
    // The week before had a day of 25 hours, so 169 hours in all; this one is of 24.
    ['2026-11-02', 'America/Los_Angeles', 100 + Math.round((700 * 29 * 24) / 169)],
    // The day of 23 hours is still to come.
    ['2026-03-02', 'America/Los_Angeles', 100 + Math.round((700 * (30 * 24 - 1)) / 168)],
  ])('reckons with days of 23 and 25 hours: %s', (today, timeZone, tokens) => {
    const recent = { days: steady(addDays(today, -7), addDays(today, -1), 100), firstDay: '2026-01-01' };
    expect(forecastMonth(recent, startOfDay(today, timeZone), timeZone)?.totalTokens).toBe(tokens);
  });

  it('is never less than what is booked, and exact for a steady use, in any month and zone', () => {
    const instant = fc.date({
      min: new Date('2020-01-01'),
      max: new Date('2040-01-01'),
      noInvalidDate: true,
    });
    const zone = fc.constantFrom('UTC', 'Asia/Tehran', 'America/Los_Angeles', 'Pacific/Apia');
    fc.assert(
      fc.property(instant, zone, fc.nat(1_000_000), (now, timeZone, tokens) => {
        const today = dayOf(now, timeZone);
        const days = steady(firstForecastDay(today), addDays(today, -1), tokens);
        const forecast = forecastMonth({ days, firstDay: '2019-01-01' }, now, timeZone);
        const [first, next] = [firstDayOfMonth(today), firstDayOfNextMonth(today)];
        const booked = days.filter(({ date }) => date >= first).length * tokens;
        const whole = daysBetween(first, addDays(next, -1)).length * tokens;
        expect(forecast?.totalTokens).toBeGreaterThanOrEqual(booked);
        expect(forecast?.costPicoUsd).toBeGreaterThanOrEqual(BigInt(booked) * 1_000n);
        expect(forecast?.totalTokens ?? 0).toBeLessThanOrEqual(whole * 1.01 + tokens);
        expect(forecast?.totalTokens ?? 0).toBeGreaterThanOrEqual((whole - tokens) * 0.99);
      }),
    );
  });
});
