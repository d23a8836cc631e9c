/** Direction marks, byte order marks and the like, which come with what is copied from a chat. */
const INVISIBLE = /(?![\u200C\u200D])\p{Cf}/gu;
const QUOTES: readonly [open: string, close: string][] = [
  ['"', '"'],
  ["'", "'"],
  ['“', '”'],
  ['‘', '’'],
];

/** The text without characters that nobody sees. */
export function withoutInvisible(text: string): string {
  return text.replaceAll(INVISIBLE, '');
}

/** The value of a variable as it was meant: without space around it, and without quotes, which Docker keeps. */
export function cleanValue(raw: string): string {
  const value = withoutInvisible(raw).trim();
  const isQuoted = QUOTES.some(
    ([open, close]) => value.length > 1 && value.startsWith(open) && value.endsWith(close),
  );
  return isQuoted ? value.slice(1, -1).trim() : value;
}
