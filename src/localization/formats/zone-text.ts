import type { Translate } from '../translator.ts';

/** The place after which people call a time zone: `Tehran` for `Asia/Tehran`. */
export function zoneText(timeZone: string, translate: Translate): string {
  const city = timeZone.split('/').at(-1) ?? timeZone;
  return translate('zone-city', {
    zone: city.toLowerCase().replaceAll('_', '-'),
    city: city.replaceAll('_', ' '),
  });
}
