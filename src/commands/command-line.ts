/** A mistake on the command line, said to the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The whole number in an option's value. Throws a `UsageError` when it is none or out of range. */
export function wholeNumber(option: string, value: string, min: number, max: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max)) {
    throw new UsageError(`${option} must be a whole number from ${min} to ${max}, not "${value}"`);
  }
  return number;
}

/** The day in an option's value. Throws a `UsageError` when there is no such day. */
export function day(option: string, value: string): string {
  const instant = new Date(`${value}T00:00:00Z`);
  const exists = !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value);
  if (!exists || !/^\d{4}-\d\d-\d\d$/.test(value)) {
    throw new UsageError(`${option} must be a day such as 2026-01-31, not "${value}"`);
  }
  return value;
}
