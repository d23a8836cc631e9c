/**
 * The given values in quotes. Two variables may have been swapped, so values that look like secrets are not
 * repeated.
 */
export function quoted(...values: readonly string[]): string {
  return values.map((value) => (looksSecret(value) ? 'the given value' : JSON.stringify(value))).join(', ');
}

/** True for mixed letters and digits, and for an address with a login: neither is a valid setting here. */
function looksSecret(value: string): boolean {
  return (
    value.length > 40 ||
    /:\/\/[^/]*@/.test(value) ||
    (value.length >= 12 && /\d/.test(value) && /[a-z]/i.test(value) && !/[ /]/.test(value))
  );
}
