/** Where letters, digits and signs of scripts that are written from right to left are, for a class of a pattern. */
export const RIGHT_TO_LEFT = '\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC';
const LETTER = new RegExp(`[${RIGHT_TO_LEFT}](?<![\\p{N}\\p{P}\\p{S}\\p{M}\\p{Cf}])`, 'u');
const STRONG = /[\u200E\u200F]|(?![ªº])\p{L}/u;

/** Whether a text holds a letter that is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return LETTER.test(text);
}

/** The first letter or mark with a direction, by which Telegram lays a line out; empty where there is none. */
export function firstStrong(line: string): string {
  return STRONG.exec(line)?.[0] ?? '';
}

/** Whether Telegram lays a line out from right to left. */
export function runsRightToLeft(line: string): boolean {
  const first = firstStrong(line);
  return first === '\u200F' || hasRightToLeft(first);
}
