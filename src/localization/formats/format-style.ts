import type { Locale } from '../locale.ts';

/** How a reader wants numbers and dates written. */
export interface FormatStyle {
  locale: Locale;
  digits: 'latin' | 'persian';
  calendar: 'gregorian' | 'jalali';
  /** IANA name. */
  timeZone: string;
}

/** Latin digits and ISO dates, which is what every reader gets until they choose otherwise. */
export function defaultFormatStyle(locale: Locale, timeZone: string): FormatStyle {
  return { locale, digits: 'latin', calendar: 'gregorian', timeZone };
}
