import { UsageError } from '../../app/programs/usage-error.ts';
import { isDay } from '../../foundation/day.ts';
import { isJalaliText, jalaliDay } from '../../foundation/jalali.ts';
import { toLatinDigits } from '../../foundation/latin-digits.ts';

/** The whole number of an option. Throws a `UsageError` if it is not one or out of range. */
export function wholeNumber(option: string, value: string, min: number, max: number): number {
  const digits = toLatinDigits(value);
  const number = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError(`${option} must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

/** The day of an option. Throws a `UsageError` if it does not exist. */
export function day(option: string, value: string): string {
  const text = toLatinDigits(value);
  if (isJalaliText(text)) {
    const [year = 0, month = 0, dayOfMonth = 0] = text.split('-').map(Number);
    const meant = jalaliDay(year, month, dayOfMonth);
    throw new UsageError(`${option} ${text} is a date of the Jalali calendar: write ${meant}`);
  }
  if (!isDay(text)) throw new UsageError(`${option} must be a day such as 2026-01-31, not "${value}"`);
  return text;
}
