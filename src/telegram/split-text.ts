/** Telegram's limit, counted in UTF-16 units, which is never more than it counts itself. */
const MAX_LENGTH = 4096;

/** Where a text is best cut, best first. */
const SEAMS = ['\n\n', '\n', ' '];

/** A text in parts that Telegram accepts, cut between paragraphs, lines or words where possible. */
export function splitText(text: string, maxLength: number = MAX_LENGTH): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > maxLength) {
    const end = cutAt(rest, maxLength);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest) parts.push(rest);
  return parts;
}

function cutAt(text: string, maxLength: number): number {
  for (const seam of SEAMS) {
    const end = text.lastIndexOf(seam, maxLength - 1);
    // A cut in the first half would make many short messages of a text with a few long paragraphs.
    if (end >= maxLength / 2) return end;
  }
  return isHighSurrogate(text.charCodeAt(maxLength - 1)) ? maxLength - 1 : maxLength;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
