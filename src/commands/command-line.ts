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
