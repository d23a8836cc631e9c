import { UsageError } from '../../app/programs/usage-error.ts';
import { isDay } from '../../foundation/day.ts';

/** The whole number of an option. Throws a `UsageError` if it is not one or out of range. */
export function wholeNumber(option: string, value: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError(`${option} must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

/** The day of an option. Throws a `UsageError` if it does not exist. */
export function day(option: string, value: string): string {
  if (!isDay(value)) throw new UsageError(`${option} must be a day such as 2026-01-31, not "${value}"`);
  return value;
}
