const DIRECTION_MARKS = /[\u200e\u200f\u2066-\u2069]/g;

/** Removes invisible direction marks, for places that do not support them and for comparisons. */
export function visibleText(text: string): string {
  return text.replaceAll(DIRECTION_MARKS, '');
}
