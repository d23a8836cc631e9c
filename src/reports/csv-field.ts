/** What a spreadsheet takes for a formula, also behind spaces and in the wide letters of East Asian keyboards. */
const FORMULA = /^[\s\0\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** A line of CSV (RFC 4180). */
export function csvLine(fields: readonly (string | number | boolean | null)[]): string {
  return `${fields.map((field) => (field === null ? '' : csvField(String(field)))).join(',')}\r\n`;
}

/** A CSV field, quoted if needed. A text that a spreadsheet would run as a formula is defused; numbers stay numbers. */
export function csvField(text: string): string {
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
