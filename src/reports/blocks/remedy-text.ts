import type { Locale } from '../../localization/locale.ts';
import { latinName } from '../../localization/direction.ts';
import type { Translate } from '../../localization/translator.ts';
import type { DownReason } from '../model/report.ts';

/** They pass by themselves, and the time of the next attempt says all there is to say. */
type Passing = 'rate_limited' | 'quota_exhausted' | 'server_error';

const PASSING: ReadonlySet<DownReason> = new Set<Passing>([
  'rate_limited',
  'quota_exhausted',
  'server_error',
]);

/** What an admin can do about a provider that is down for this reason; `null` where nothing has to be done. */
export function remedyText(
  provider: string,
  reason: DownReason,
  { translate, locale }: { translate: Translate; locale: Locale },
): string | null {
  if (PASSING.has(reason)) return null;
  const id = provider.toUpperCase();
  return translate(`remedy-${reason.replaceAll('_', '-')}`, {
    key: latinName(`${id}_API_KEY`, locale),
    models: latinName(`${id}_MODEL`, locale),
    address: latinName(`${id}_BASE_URL`, locale),
  });
}
