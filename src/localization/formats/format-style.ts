import type { Locale } from '../locale.ts';

/** How a reader wants numbers and dates written. */
export interface FormatStyle {
  locale: Locale;
  digits: 'latin' | 'persian';
  calendar: 'gregorian' | 'jalali';
  /** IANA name. */
  timeZone: string;
}

/** What whoever reads this language is used to, until they choose otherwise: Persian digits and the Jalali calendar. */
export function readerFormatStyle(locale: Locale, timeZone: string): FormatStyle {
  if (locale === 'fa') return { locale, digits: 'persian', calendar: 'jalali', timeZone };
  return defaultFormatStyle(locale, timeZone);
}

/** Latin digits and ISO dates: a report has them in both languages until its reader chooses otherwise. */
export function defaultFormatStyle(locale: Locale, timeZone: string): FormatStyle {
  return { locale, digits: 'latin', calendar: 'gregorian', timeZone };
}
