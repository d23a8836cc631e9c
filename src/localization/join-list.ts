import type { Locale } from './locale.ts';

/** The items one behind the other, with the comma of the language between them. */
export function joinList(items: readonly string[], locale: Locale): string {
  return items.join(locale === 'fa' ? '، ' : ', ');
}
