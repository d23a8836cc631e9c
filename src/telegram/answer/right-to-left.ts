const LETTERS = '\\u0590-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC';
const LETTER = new RegExp(`[${LETTERS}](?<![\\p{N}\\p{P}\\p{S}\\p{M}\\p{Cf}])`, 'u');

/** Whether a text holds a letter that is written from right to left. */
export function hasRightToLeft(text: string): boolean {
  return LETTER.test(text);
}
