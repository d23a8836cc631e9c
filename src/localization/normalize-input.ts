import { toLatinDigits } from '../foundation/latin-digits.ts';

const LETTERS: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک' };

/**
 * What a person typed, as a program can compare it: Persian and Arabic digits as 0-9, Arabic letters as their
 * Persian twins, no invisible marks, single spaces.
 */
export function normalizeInput(text: string): string {
  return toLatinDigits(text.normalize('NFKC'))
    .replaceAll(/[يىك]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/(?!\u200C)\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s\u200C]+|[\s\u200C]+$/g, '');
}
