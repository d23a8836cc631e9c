import { graphemesOf } from '../../foundation/text/graphemes.ts';
import type { Mark, RichText, Seam, SeamRank, Span } from './rich-text.ts';

const INLINE: readonly Mark['type'][] = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'code',
  'link',
  'isolate',
];
/** In UTF-16 units; behind a place only what may join it matters. */
const LONGEST_CHARACTER = 64;
const SENTENCE_END = /[.!?…؟۔。][»"')\]]*\s/gu;

/**
 * The best place to cut a text whose next message begins at `start` and may reach to `limit`, at the most. `spans`
 * are those that reach into it.
 */
export function cutPlace(
  { text, seams }: RichText,
  spans: readonly Span[],
  start: number,
  limit: number,
): number {
  if (limit >= text.length) return text.length;
  return characterStart(text, start, bestPlace(text, seams, spans, start, limit));
}

function bestPlace(
  text: string,
  seams: readonly Seam[],
  spans: readonly Span[],
  start: number,
  limit: number,
): number {
  // A cut in the first half would make many short messages of a text with a few long paragraphs.
  const half = start + (limit - start) / 2;
  const place =
    lastSeam(seams, ['block'], half, limit) ??
    lastSeam(seams, ['item'], half, limit) ??
    lastSeam(seams, ['block', 'item'], start + (limit - start) / 3, limit) ??
    lastMatch(text, /\n/g, half, limit) ??
    (isWithinCode(spans, limit) ? null : lastMatch(text, SENTENCE_END, half, limit)) ??
    lastMatch(text, /\s/g, half, limit) ??
    limit;
  // What is bold, a link or code within a line stays in one piece, unless it is long itself.
  const whole = spans.find(
    (span) => INLINE.includes(span.mark.type) && span.start < place && span.end > place,
  );
  return whole && whole.start >= half ? whole.start : place;
}

/** Where the words behind a cut begin: spaces and empty lines there are nobody's. */
export function skipSpace(text: string, position: number): number {
  if (position === 0) return /^(?:[^\S\n]*\n)*/.exec(text)?.[0].length ?? 0;
  // The indentation behind a line break is kept, for it means something in code and in lists.
  const space = text[position - 1] === '\n' ? /(?:[^\S\n]*\n)*/y : /[^\S\n]*(?:\n(?:[^\S\n]*\n)*)?/y;
  space.lastIndex = position;
  return position + (space.exec(text)?.[0].length ?? 0);
}

function lastSeam(
  seams: readonly Seam[],
  ranks: readonly SeamRank[],
  from: number,
  limit: number,
): number | null {
  for (let index = seamsUpTo(seams, limit) - 1; index >= 0 && seams[index]!.at >= from; index--) {
    if (ranks.includes(seams[index]!.rank)) return seams[index]!.at;
  }
  return null;
}

/** How many seams are at `limit` or before it. */
function seamsUpTo(seams: readonly Seam[], limit: number): number {
  let low = 0;
  let high = seams.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seams[middle]!.at <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The end of the last match that ends at `limit` or just behind it, when it is not before `from`. */
function lastMatch(text: string, pattern: RegExp, from: number, limit: number): number | null {
  const begin = Math.ceil(from);
  const window = text.slice(begin, limit + 1);
  let end: number | null = null;
  for (const match of window.matchAll(pattern)) end = begin + match.index + match[0].length;
  return end;
}

function isWithinCode(spans: readonly Span[], position: number): boolean {
  return spans.some(({ start, end, mark }) => mark.type === 'pre' && start < position && end > position);
}

/** Where the character begins, as a reader sees it, that a place is in; one that fills a message is cut all the same. */
function characterStart(text: string, start: number, place: number): number {
  // From the start of the message on: how flags pair up depends on all of those before.
  const characters = graphemesOf(text.slice(start, place + LONGEST_CHARACTER));
  const at = start + (characters.containing(place - start)?.index ?? 0);
  if (at > start) return at;
  if (!isLowSurrogate(text, place)) return place;
  return place - 1 > start ? place - 1 : place + 1;
}

function isLowSurrogate(text: string, position: number): boolean {
  const unit = text.charCodeAt(position);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
