import type { RichText } from './rich-text.ts';

export interface Insertion {
  at: number;
  mark: string;
}

/** The text with invisible characters at some places, in their order; what is marked there begins behind them. */
export function insertMarks(source: RichText, insertions: readonly Insertion[]): RichText {
  if (insertions.length === 0) return source;
  const places = insertions.map(({ at }) => at);
  const { text, spans, seams } = source;
  const pieces = insertions.map(({ at, mark }, index) => text.slice(places[index - 1] ?? 0, at) + mark);
  return {
    text: pieces.join('') + text.slice(places.at(-1)),
    spans: spans.map(({ start, end, mark }) => ({
      // A mark of direction belongs to the line, so it stands before bold words, but within a quotation.
      start: start + countUpTo(places, mark.type === 'quote' ? start - 1 : start),
      end: end + countUpTo(places, end - 1),
      mark,
    })),
    seams: seams.map(({ at, rank }) => ({ at: at + countUpTo(places, at - 1), rank })),
  };
}

/** How many of some ascending places are at `limit` or before it. */
export function countUpTo(places: readonly number[], limit: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
