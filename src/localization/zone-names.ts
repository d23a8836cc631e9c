import { zoneText } from './formats/zone-text.ts';
import { LOCALES } from './locale.ts';
import { createTranslator } from './translator.ts';

/** What people may call a time zone, in each language. */
export function zoneNames(timeZone: string): string[] {
  return [timeZone, ...LOCALES.map((locale) => zoneText(timeZone, createTranslator(locale)))];
}
