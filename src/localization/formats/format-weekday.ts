import type { Locale } from '../locale.ts';

/** The name of a day of the week, of which 0 is Sunday. */
export function formatWeekday(weekday: number, locale: Locale): string {
  // 7 January 2024 was a Sunday.
  const day = new Date(Date.UTC(2024, 0, 7 + weekday));
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(day);
}
