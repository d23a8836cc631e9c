import type { Mark, RichText, Seam, SeamRank, Span } from './rich-text.ts';

const INLINE: readonly Mark['type'][] = ['bold', 'italic', 'strikethrough', 'code', 'link', 'isolate'];
const SENTENCE_END = /[.!?…؟۔。][»"')\]]*\s/gu;

/** The best place to cut a text whose next message begins at `start` and may reach to `limit`, at the most. */
export function cutPlace(source: RichText, start: number, limit: number): number {
  const { text, seams, spans } = source;
  if (limit >= text.length) return text.length;
  // A cut in the first half would make many short messages of a text with a few long paragraphs.
  const half = start + (limit - start) / 2;
  const place =
    lastSeam(seams, ['block'], half, limit) ??
    lastSeam(seams, ['item'], half, limit) ??
    lastSeam(seams, ['block', 'item'], start + (limit - start) / 3, limit) ??
    lastMatch(text, /\n/g, half, limit) ??
    (isWithinCode(spans, limit) ? null : lastMatch(text, SENTENCE_END, half, limit)) ??
    lastMatch(text, /\s/g, half, limit) ??
    lastCharacter(text, start, limit);
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
  return seams.findLast(({ at, rank }) => ranks.includes(rank) && at <= limit && at >= from)?.at ?? null;
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

/** Between two characters as a reader sees them; one that fills a message by itself is cut all the same. */
function lastCharacter(text: string, start: number, limit: number): number {
  const begin = Math.max(start, limit - 200);
  const safeBegin = isLowSurrogate(text, begin) ? begin + 1 : begin;
  const segments = new Intl.Segmenter().segment(text.slice(safeBegin, limit + 200));
  const at = safeBegin + (segments.containing(limit - safeBegin)?.index ?? 0);
  if (at > safeBegin) return at;
  if (!isLowSurrogate(text, limit)) return limit;
  return limit - 1 > start ? limit - 1 : limit + 1;
}

function isLowSurrogate(text: string, position: number): boolean {
  const unit = text.charCodeAt(position);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
