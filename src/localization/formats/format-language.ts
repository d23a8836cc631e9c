import { cleanName } from '../direction.ts';
import type { Locale } from '../locale.ts';

/** The name of a language by its code: `Persian` for `fa`; the code itself where nobody knows it. */
export function formatLanguage(code: string, locale: Locale): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(code.trim()) ?? cleanName(code);
  } catch {
    return cleanName(code);
  }
}
