import type { Mark, RichText, Span } from '../text/rich-text.ts';
import { hasRightToLeft } from './right-to-left.ts';

const WORD = /[\p{L}\p{M}\u200C]+(?:[\p{N}._/-]+[\p{L}\p{M}\u200C]+)*/gu;
const ADDRESS = /(?:https?:\/\/|www\.)\S+/g;
/** What is written from left to right in any language. */
const WORDLESS = new Set<Mark['type']>(['pre', 'code', 'isolate']);
/** Which part of an answer must be in a script from right to left; less where it begins so, or its asker writes so. */
const SHARE = 0.5;
const SHARE_WHEN_FIRST = 0.25;
const SHARE_FOR_ASKER = 0.2;
const RIGHT_TO_LEFT_LANGUAGE = /^(?:ar|fa|he|ur|ps|ckb|yi)(?:-|$)/i;

export interface WordCount {
  all: number;
  rightToLeft: number;
  /** Whether the first one is from right to left; `null` where there is none. */
  isFirst: boolean | null;
}

export type Direction = 'rtl' | 'ltr';

/** Counts words rather than letters, since a Latin term has more of them; a lone letter is a name in a formula. */
export function countWords({ text, spans }: RichText): WordCount {
  const prose = proseOf(text, spans).replaceAll(ADDRESS, ' ');
  const words = (prose.match(WORD) ?? []).filter((word) => !/^[a-z]$/i.test(word));
  const found = words.map((word) => hasRightToLeft(word));
  return { all: found.length, rightToLeft: found.filter(Boolean).length, isFirst: found[0] ?? null };
}

export function addCounts(counts: readonly WordCount[]): WordCount {
  return {
    all: counts.reduce((sum, { all }) => sum + all, 0),
    rightToLeft: counts.reduce((sum, { rightToLeft }) => sum + rightToLeft, 0),
    isFirst: counts.find(({ isFirst }) => isFirst !== null)?.isFirst ?? null,
  };
}

/** The one direction of an answer, by its words and its asker's language. */
export function directionOf({ all, rightToLeft, isFirst }: WordCount, language = ''): Direction {
  const usual = isFirst ? SHARE_WHEN_FIRST : SHARE;
  const share = RIGHT_TO_LEFT_LANGUAGE.test(language) ? SHARE_FOR_ASKER : usual;
  return rightToLeft > 0 && rightToLeft >= all * share ? 'rtl' : 'ltr';
}

/** A text without its code and mathematics, which say nothing of the language it is written in. */
function proseOf(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end, mark } of spans) {
    if (!WORDLESS.has(mark.type) || end <= position) continue;
    pieces.push(text.slice(position, Math.max(position, start)));
    position = end;
  }
  return [...pieces, text.slice(position)].join(' ');
}
