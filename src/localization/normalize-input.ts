const LETTERS: Readonly<Record<string, string>> = { ي: 'ی', ى: 'ی', ك: 'ک' };

/**
 * What a person typed, as a program can compare it: Persian and Arabic digits as 0-9, Arabic letters as their
 * Persian twins, no invisible marks, single spaces.
 */
export function normalizeInput(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replaceAll(/[يىك]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/(?!\u200C)\p{Cf}/gu, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s\u200C]+|[\s\u200C]+$/g, '');
}
