import type { ReportedFailure } from './reported-failure.ts';

/** Longer messages are shortened where people read them. */
const LONGEST = 200;
/** So many characters in common with a text are a quotation, not chance. */
const QUOTATION = 12;
/** A key is quoted in pieces. */
const PIECE_OF_KEY = 6;
const GAP = '…';
// Keys are quoted masked, as `gsk_****abcd`, and so are addresses of people.
const SECRET =
  /\b(?:sk|gsk|csk|xai|AIza|AQ)[-_.][\w*.-]{4,}|\bAIza[\w-]{4,}|[\w-]*\*{3,}[\w*-]*|[\w.+-]+@[\w-]+\.[\w.]+/g;
// Complaints about a request may quote it, if only a word of it.
const MAY_QUOTE: ReadonlySet<number | null> = new Set([400, 422, null]);
/** Between marks of one kind; an apostrophe within a word is none. */
const QUOTED =
  /(?:(?<![\p{L}\p{N}])'([^"'“”«»]{2,}?)'(?!\p{L})|"([^"“”«»]{2,}?)"|“([^"“”«»]{2,}?)”|«([^"“”«»]{2,}?)»)/gu;

/** What the provider says, in one line and without keys and without what people wrote. */
export function redactMessage(
  { message, httpStatus }: Pick<ReportedFailure, 'message' | 'httpStatus'>,
  confidential: readonly string[],
): string {
  let line = message.replaceAll(/\s+/g, ' ').trim().replaceAll(SECRET, GAP);
  for (const text of confidential) line = withoutText(line, text.replaceAll(/\s+/g, ' ').trim());
  if (MAY_QUOTE.has(httpStatus)) line = withoutQuotedWords(line, confidential);
  return line.replaceAll(/…(?:\s*…)+/g, GAP).trim();
}

/** The message as people read it; `null` when nothing is left of it. */
export function shortMessage(line: string): string | null {
  if (!/[\p{L}\p{N}]/u.test(line)) return null;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}${GAP}` : line;
}

function withoutText(line: string, text: string): string {
  if (text === '') return line;
  const least = text.includes(' ') ? QUOTATION : PIECE_OF_KEY;
  if (text.length <= least) return withoutWord(line, text);
  const marked = piecesIn(line.toLowerCase(), text.toLowerCase(), least);
  return [...marked.entries()]
    .map(([index, hidden]) => (hidden ? (marked[index - 1] ? '' : GAP) : line.charAt(index)))
    .join('');
}

/** Which characters of the line belong to a piece of the text: each piece of the line is looked up once. */
function piecesIn(line: string, text: string, least: number): boolean[] {
  const starts = new Map<string, number[]>();
  for (let start = 0; start + least <= line.length; start++) {
    const piece = line.slice(start, start + least);
    starts.set(piece, [...(starts.get(piece) ?? []), start]);
  }
  const marked = Array.from({ length: line.length }, () => false);
  for (let at = 0; at + least <= text.length; at++) {
    for (const start of starts.get(text.slice(at, at + least)) ?? []) marked.fill(true, start, start + least);
  }
  return marked;
}

function withoutWord(line: string, word: string): string {
  const escaped = word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  return line.replaceAll(new RegExp(String.raw`(?<![\p{L}\p{N}_])${escaped}(?![\p{L}\p{N}_])`, 'giu'), GAP);
}

function withoutQuotedWords(line: string, confidential: readonly string[]): string {
  const written = confidential.map((text) => text.toLowerCase());
  return line.replaceAll(QUOTED, (whole, ...found: (string | undefined)[]) => {
    const words = found.slice(0, 4).find((group) => group !== undefined) ?? '';
    const isSaid = written.some((text) => text.includes(words.trim().toLowerCase()));
    return isSaid || /[^\w./:@-]/.test(words) ? GAP : whole;
  });
}
