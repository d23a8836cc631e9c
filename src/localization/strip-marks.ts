const INVISIBLE_MARKS = /[\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069]/g;

/**
 * The text without any direction mark, nor those that keep names from being live. In a file of its own, as older browsers
 * cannot read all of `direction.ts`.
 */
export function stripMarks(text: string): string {
  return text.replaceAll(INVISIBLE_MARKS, '');
}
