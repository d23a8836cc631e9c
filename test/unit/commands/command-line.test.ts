import { UsageError } from '../../../src/app/programs/usage-error.ts';
import { day, wholeNumber } from '../../../src/commands/setup/command-line.ts';

describe('the options of a command', () => {
  it('are read in the digits of any keyboard', () => {
    expect(wholeNumber('--days', '۷', 1, 366)).toBe(7);
    expect(day('--since', '۲۰۲۶-۱۱-۰۱')).toBe('2026-11-01');
  });

  // As a Gregorian year, 1405 would reprice everything that there is.
  it.each([
    ['1405-08-10', '2026-11-01'],
    ['۱۴۰۵-۰۸-۱۰', '2026-11-01'],
    ['1399-12-30', '2021-03-20'],
  ])('take no Jalali date for a day of the Middle Ages (%s)', (given, meant) => {
    expect(() => day('--since', given)).toThrow(UsageError);
    expect(() => day('--since', given)).toThrow(`write ${meant}`);
  });

  it.each(['1405-13-01', '2026-02-30', 'today', ''])('name a day that is none (%s)', (given) => {
    expect(() => day('--since', given)).toThrow('must be a day such as 2026-01-31');
  });

  it.each(['0', '367', '7.5', '-1', '1e2', ''])('name a number that is none (%s)', (given) => {
    expect(() => wholeNumber('--days', given, 1, 366)).toThrow('must be a whole number from 1 to 366');
  });
});
