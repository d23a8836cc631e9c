import { addDays, daysBetween } from '../../../src/foundation/day.ts';
import {
  daysInJalaliMonth,
  jalaliDay,
  jalaliMonthAndDay,
  jalaliYear,
} from '../../../src/foundation/jalali.ts';

const persian = new Intl.DateTimeFormat('en-US-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** Year, month and day as the engine's own calendar knows them. */
function knownDate(date: string): number[] {
  const parts = persian.formatToParts(new Date(`${date}T12:00:00Z`));
  return ['year', 'month', 'day'].map((type) => Number(parts.find((part) => part.type === type)?.value));
}

describe('the Jalali calendar', () => {
  it('has the dates that the engine knows, there and back, on every day of twenty years', () => {
    const days = daysBetween('2015-01-01', '2034-12-31');
    const known = days.map(knownDate);
    expect(days.map((date) => [jalaliYear(date), ...jalaliMonthAndDay(date)])).toEqual(known);
    expect(known.map(([year = 0, month = 0, day = 0]) => jalaliDay(year, month, day))).toEqual(days);
  });

  it('has months as long as they are', () => {
    expect([1, 6, 7, 11].map((month) => daysInJalaliMonth(1405, month))).toEqual([31, 31, 30, 30]);
    // 1403 was a leap year.
    expect([1402, 1403, 1404].map((year) => daysInJalaliMonth(year, 12))).toEqual([29, 30, 29]);
  });

  it('takes a day that a month has not for its last one', () => {
    expect(jalaliDay(1404, 12, 31)).toBe(addDays(jalaliDay(1405, 1, 1), -1));
    expect(jalaliDay(1404, 8, 31)).toBe(jalaliDay(1404, 8, 30));
  });
});
