import { LOCALES } from '../locale.ts';
import { createTranslator, type Translate } from '../translator.ts';

/** The place after which people call a time zone: `Tehran` for `Asia/Tehran`. */
export function zoneText(timeZone: string, translate: Translate): string {
  const city = timeZone.split('/').at(-1) ?? timeZone;
  return translate('zone-city', {
    zone: city.toLowerCase().replaceAll('_', '-'),
    city: city.replaceAll('_', ' '),
  });
}

/** What people may call a time zone, in each language. */
export function zoneNames(timeZone: string): string[] {
  return [timeZone, ...LOCALES.map((locale) => zoneText(timeZone, createTranslator(locale)))];
}
