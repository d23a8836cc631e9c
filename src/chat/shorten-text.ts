const MARK = '[…]';

/** The end of a text within that many estimated tokens, marked as such; the whole text where it fits. */
export function keepEnd(text: string, maxTokens: number): string {
  if (quartersOf(text) <= maxTokens * 4) return text;
  return MARK + endOf(text, maxTokens * 4 - quartersOf(MARK));
}

/** The beginning and the end of a text within that many estimated tokens, `mark` between them; the whole text where it fits. */
export function keepBothEnds(text: string, maxTokens: number, mark = MARK): string {
  if (quartersOf(text) <= maxTokens * 4) return text;
  const half = Math.floor((maxTokens * 4 - quartersOf(mark)) / 2);
  return beginningOf(text, half) + mark + endOf(text, half);
}

function beginningOf(text: string, quarters: number): string {
  let end = 0;
  for (let left = quarters; end < text.length; end++) {
    left -= quartersAt(text, end);
    if (left < 0) break;
  }
  return text.slice(0, isLowSurrogate(text, end) ? end - 1 : end);
}

function endOf(text: string, quarters: number): string {
  let start = text.length;
  for (let left = quarters; start > 0; start--) {
    left -= quartersAt(text, start - 1);
    if (left < 0) break;
  }
  return text.slice(isLowSurrogate(text, start) ? start + 1 : start);
}

/** In quarters of a token, as `estimateTokens` counts. */
function quartersOf(text: string): number {
  let quarters = 0;
  for (let index = 0; index < text.length; index++) quarters += quartersAt(text, index);
  return quarters;
}

function quartersAt(text: string, index: number): number {
  return text.charCodeAt(index) < 128 ? 1 : 2;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
