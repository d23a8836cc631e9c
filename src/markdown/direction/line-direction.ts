import { isolateRuns } from './isolate-runs.ts';
import { firstStrong, hasRightToLeft } from './right-to-left.ts';
import type { Mark, RichText, Span } from '../text/rich-text.ts';

const RLM = '\u200F';
const WORD = /[\p{L}\p{M}\u200C]+(?:[\p{N}._/-]+[\p{L}\p{M}\u200C]+)*/gu;
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;
/** What is written from left to right in any language. */
const WORDLESS = new Set<Mark['type']>(['pre', 'code', 'isolate']);
/** Beginning and further lines of an item, a row of a table among them. */
const ITEM = /^(?: *(?:[•◦☑☐]|\d{1,9}\.) | {2}\S)/;

/** By words, since a Latin term has more letters than its neighbours; a lone letter is a name in a formula. */
function isMostlyRightToLeft(prose: string): boolean {
  const words = (prose.replaceAll(ADDRESS, ' ').match(WORD) ?? []).filter((word) => !/^[a-z]$/i.test(word));
  const rightToLeft = words.filter((word) => hasRightToLeft(word)).length;
  return rightToLeft > 0 && rightToLeft * 2 >= words.length;
}

/** The text with a mark before each line that needs one, and isolates in those that run from right to left. */
export function directLines(source: RichText): RichText {
  return isolateRuns(hasRightToLeft(source.text) ? markLines(source) : source);
}

function markLines(source: RichText): RichText {
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
  const code = spans.filter(({ mark }) => WORDLESS.has(mark.type));
  // In a Persian answer an item of names alone is still one of a Persian list.
  const isPersian = isMostlyRightToLeft(proseOf(text, code, 0, 0, text.length));
  let next = 0;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    while (next < code.length && code[next]!.end <= start) next++;
    if (code[next]?.mark.type === 'pre' && code[next]!.start <= start) start = code[next]!.end + 1;
    else {
      const line = text.slice(start, end);
      const prose = proseOf(text, code, next, start, end);
      const isRightToLeft = isPersian ? hasRightToLeft(prose) || ITEM.test(line) : isMostlyRightToLeft(prose);
      if (isRightToLeft && !isSure(line)) places.push(start);
      start = end + 1;
    }
  }
  return places;
}

/** Whether a line says of itself that it runs from right to left, to every client. */
function isSure(line: string): boolean {
  const first = firstStrong(line);
  // Some clients take an emoji or a digit for the direction too.
  return first === RLM || (hasRightToLeft(first) && line.trimStart().startsWith(first));
}

/** A line without its code and mathematics, which say nothing of the language it is written in. */
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
