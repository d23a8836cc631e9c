/** Telegram takes 4,096 UTF-16 units in a message. */
const MOST_LENGTH = 4_096;

/** A text as messages: cut at the last line that fits, else between words, else between two characters. */
export function cutPlainText(text: string, mostLength = MOST_LENGTH): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > mostLength) {
    const end = cutPlace(rest, mostLength);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

function cutPlace(text: string, mostLength: number): number {
  const start = text.slice(0, mostLength);
  for (const separator of ['\n', ' ']) {
    const place = start.lastIndexOf(separator);
    if (place > mostLength / 2) return place;
  }
  // Never between the two halves of a surrogate pair.
  return /[\uD800-\uDBFF]$/.test(start) ? mostLength - 1 : mostLength;
}
