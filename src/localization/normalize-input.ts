import { toLatinDigits } from '../foundation/latin-digits.ts';

const LETTERS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ئ: 'ی',
  ك: 'ک',
  ة: 'ه',
  ۀ: 'ه',
  ە: 'ه',
  أ: 'ا',
  إ: 'ا',
};
/** Vowels, «ٔ» and the stroke that lengthens a letter: people leave them out as they like. */
const UNWRITTEN = /[\u0640\u064B-\u0655\u0670]/g;

/** «هفته‌ی» beside «هفتهٔ»: two ways to write one sound behind ه. */
const EZAFE = /(?<=ه)[\u200C ]ی(?![\p{L}\p{M}\u200C])/gu;

/**
 * What a person typed, as a program can compare it: Persian and Arabic digits as 0-9, Arabic letters as their
 * Persian twins, no vowels or invisible marks, single spaces, and a hyphen for every minus and dash before a digit.
 */
export function normalizeInput(text: string): string {
  return toLatinDigits(text.normalize('NFKC'))
    .replaceAll(/[يىئكةۀەأإ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(UNWRITTEN, '')
    .replaceAll(/(?!\u200C)\p{Cf}/gu, '')
    .replaceAll(/[\u2212\u2010-\u2015](?=\d)/g, '-')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(EZAFE, '')
    .replaceAll(/^[\s\u200C]+|[\s\u200C]+$/g, '');
}

/** The same to be read word by word: in lower case, with spaces for half-spaces. */
export function normalizeWords(text: string): string {
  return normalizeInput(text).toLowerCase().replaceAll('\u200C', ' ');
}
