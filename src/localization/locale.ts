/** The languages that the bot speaks. */
export type Locale = 'en' | 'fa';

export const LOCALES: readonly Locale[] = ['en', 'fa'];

// Telegram sends `prs` for Dari, which is Persian by another name; `pes` is Iranian Persian.
const LANGUAGES: Readonly<Record<string, Locale>> = { en: 'en', fa: 'fa', prs: 'fa', pes: 'fa' };

/** The locale for a Telegram `language_code` such as `fa-IR`; null when the bot does not speak it. */
export function resolveLocale(languageCode: string | null | undefined): Locale | null {
  const language = languageCode?.trim().toLowerCase().split(/[-_]/)[0] ?? '';
  return Object.hasOwn(LANGUAGES, language) ? (LANGUAGES[language] ?? null) : null;
}
