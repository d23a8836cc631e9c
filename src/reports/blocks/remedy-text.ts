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

/** Those with variables of their own; all others are described in the `PROVIDERS_FILE`. */
const WITH_VARIABLES: ReadonlySet<string> = new Set(['groq', 'gemini', 'cerebras', 'cohere']);

/** What an admin can do about a provider that is down for this reason; `null` where nothing has to be done. */
export function remedyText(
  provider: string,
  reason: DownReason,
  { translate, locale }: { translate: Translate; locale: Locale },
): string | null {
  if (PASSING.has(reason)) return null;
  if (!WITH_VARIABLES.has(provider)) return remedyInFile(provider, reason, { translate, locale });
  const id = provider.toUpperCase();
  return translate(`remedy-${reason.replaceAll('_', '-')}`, {
    key: latinName(`${id}_API_KEY`, locale),
    models: latinName(`${id}_MODEL`, locale),
    address: latinName(`${id}_BASE_URL`, locale),
  });
}

/** Where an operator names the models of a provider. */
export function placeOfModels(provider: string, locale: Locale): string {
  const place = WITH_VARIABLES.has(provider)
    ? `${provider.toUpperCase()}_MODEL`
    : `PROVIDERS_FILE → ${provider} → models`;
  return latinName(place, locale);
}

function remedyInFile(
  provider: string,
  reason: DownReason,
  { translate, locale }: { translate: Translate; locale: Locale },
): string {
  const id = latinName(provider, locale);
  if (reason === 'unauthorized') return translate('remedy-added-unauthorized', { provider: id });
  if (reason === 'wrong_address') return translate('remedy-added-wrong-address', { provider: id });
  const place = (field: string) => latinName(`PROVIDERS_FILE → ${provider} → ${field}`, locale);
  return translate(`remedy-${reason.replaceAll('_', '-')}`, {
    key: place('apiKeyEnv'),
    models: place('models'),
    address: place('baseUrl'),
  });
}
