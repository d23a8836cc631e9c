import type { Span } from './rich-text.ts';
import { spansWithin } from './to-html.ts';

/** The slice of a text without markup; an address that stood behind words stands after them. */
export function plainText(text: string, spans: readonly Span[], start: number, end: number): string {
  let plain = '';
  let position = start;
  for (const { mark, end: behind } of spansWithin(spans, start, end)) {
    if (mark.type !== 'link') continue;
    plain += `${text.slice(position, behind)} (${mark.href})`;
    position = behind;
  }
  return plain + text.slice(position, end);
}
