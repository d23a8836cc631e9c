const DIRECTION_MARKS = /[\u200e\u200f\u2066-\u2069]/g;

/** The text without its invisible direction marks, for places that do not honour them and for comparing. */
export function visibleText(text: string): string {
  return text.replaceAll(DIRECTION_MARKS, '');
}
