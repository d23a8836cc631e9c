import type { ReportedFailure } from './reported-failure.ts';

const LONGEST = 200;
// So much of a text in common is a quotation, not chance.
const QUOTATION = 16;
// Complaints about a request may quote it, complaints about a key may quote that, masked in part.
const MAY_QUOTE: ReadonlySet<number | null> = new Set([400, 401, 422, null]);

/** The provider's own short message, when it can hold neither the key nor what people wrote; otherwise `null`. */
export function safeMessage(failure: ReportedFailure, confidential: readonly string[]): string | null {
  const line = failure.message.replaceAll(/\s+/g, ' ').trim();
  if (line === '' || MAY_QUOTE.has(failure.httpStatus) || quotes(line, confidential)) return null;
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

function quotes(line: string, confidential: readonly string[]): boolean {
  return confidential
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .some((text) => text !== '' && (line.includes(text) || hasPieceOf(line, text)));
}

function hasPieceOf(line: string, text: string): boolean {
  for (let start = 0; start + QUOTATION <= line.length; start++) {
    if (text.includes(line.slice(start, start + QUOTATION))) return true;
  }
  return false;
}
