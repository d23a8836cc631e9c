import { hasRightToLeft } from './right-to-left.ts';
import type { RichText, Span } from './rich-text.ts';

const RLM = '\u200F';
const WORD = /[\p{L}\p{M}\u200C]+(?:[\p{N}._/-]+[\p{L}\p{M}\u200C]+)*/gu;
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;
const STRONG = /[\u200E\u200F]|(?![ªº])\p{L}/u;

/** The right-to-left mark, for a line that Telegram would lay out from left to right though it is Persian. */
export function directionMark(line: string, prose = line): '' | typeof RLM {
  if (!hasRightToLeft(line)) return '';
  const first = STRONG.exec(line)?.[0] ?? '';
  // Some clients take an emoji or a digit for the direction too, so any line gets a mark that is not sure of itself.
  const isSure = first === RLM || (hasRightToLeft(first) && line.trimStart().startsWith(first));
  return isSure || !isMostlyRightToLeft(prose) ? '' : RLM;
}

/** By words, since a Latin term has more letters than its neighbours. */
function isMostlyRightToLeft(prose: string): boolean {
  const words = prose.replaceAll(ADDRESS, ' ').match(WORD) ?? [];
  const rightToLeft = words.filter((word) => hasRightToLeft(word)).length;
  return rightToLeft > 0 && rightToLeft * 2 >= words.length;
}

/** The text with a mark before each line that needs one; none within code. */
export function directLines(source: RichText): RichText {
  if (!hasRightToLeft(source.text)) return source;
  const places = markedPlaces(source);
  if (places.length === 0) return source;
  const { text, spans, seams } = source;
  const cuts = [0, ...places, text.length];
  const pieces = cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
  return {
    text: pieces.join(RLM),
    spans: spans.map(({ start, end, mark }) => ({
      // The mark belongs to the line, so it stands before bold words, but within a quotation.
      start: start + countUpTo(places, mark.type === 'quote' ? start - 1 : start),
      end: end + countUpTo(places, end - 1),
      mark,
    })),
    seams: seams.map(({ at, rank }) => ({ at: at + countUpTo(places, at - 1), rank })),
  };
}

function markedPlaces({ text, spans }: RichText): number[] {
  const places: number[] = [];
  const code = spans.filter(({ mark }) => mark.type === 'pre' || mark.type === 'code');
  let next = 0;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    while (next < code.length && code[next]!.end <= start) next++;
    if (code[next]?.mark.type === 'pre' && code[next]!.start <= start) start = code[next]!.end + 1;
    else {
      if (directionMark(text.slice(start, end), proseOf(text, code, next, start, end))) places.push(start);
      start = end + 1;
    }
  }
  return places;
}

/** A line without its code, which says nothing of the language it is written in. */
function proseOf(text: string, code: readonly Span[], first: number, start: number, end: number): string {
  let prose = '';
  let position = start;
  for (let index = first; index < code.length && code[index]!.start < end; index++) {
    prose += `${text.slice(position, Math.max(position, code[index]!.start))} `;
    position = Math.max(position, code[index]!.end);
  }
  return prose + text.slice(position, Math.max(position, end));
}

/** How many places are at `limit` or before it. */
function countUpTo(places: readonly number[], limit: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
