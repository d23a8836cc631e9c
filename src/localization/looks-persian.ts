/** Names, commands and addresses are written in Latin letters whatever stands around them. */
const NOT_WORDS = /@\w+|(?<!\S)\/\w+|https?:\/\/\S+/g;
const ARABIC_SCRIPT = /[\u0620-\u064A\u066E-\u06D3\u06FA-\u06FF]/g;
const LATIN_SCRIPT = /\p{Script=Latin}/gu;
/** Letters that Arabic has and Persian has not, but in words that it borrowed. */
const ARABIC_ONLY = /[\u0629\u0643\u0649\u064A]/;
/** Letters that Persian has and Arabic has not. */
const NOT_ARABIC = /[\u067E\u0686\u0698\u06A9\u06AF\u06CC]/;

/** Whether a text is mostly in letters of Persian, and in none that speak for Arabic. */
export function looksPersian(text: string): boolean {
  const words = text.replaceAll(NOT_WORDS, ' ');
  const count = (letters: RegExp) => words.match(letters)?.length ?? 0;
  const persian = count(ARABIC_SCRIPT);
  if (persian === 0 || persian < count(LATIN_SCRIPT)) return false;
  return NOT_ARABIC.test(words) || !ARABIC_ONLY.test(words);
}
