import type { Locale } from './locale.ts';

/** The items as a sentence lists them: `a, b and c`. */
export function joinList(items: readonly string[], locale: Locale): string {
  const last = items.at(-1) ?? '';
  if (items.length < 2) return last;
  return `${joinParts(items.slice(0, -1), locale)} ${locale === 'fa' ? 'و' : 'and'} ${last}`;
}

/** Parts of a line behind each other, with the comma of the language between them. */
export function joinParts(parts: readonly string[], locale: Locale): string {
  return parts.join(locale === 'fa' ? '، ' : ', ');
}
