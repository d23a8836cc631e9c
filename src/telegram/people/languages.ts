import { defaultFormatStyle, type FormatStyle } from '../../localization/formats/format-style.ts';
import { LOCALES, type Locale } from '../../localization/locale.ts';
import { createTranslator, type Translate } from '../../localization/translator.ts';

export interface Language {
  locale: Locale;
  translate: Translate;
  style: FormatStyle;
}

export type Languages = Readonly<Record<Locale, Language>>;

/** Every language that the bot speaks, loaded once. */
export function loadLanguages(
  defaultLocale: Locale,
  timeZone: string,
  onProblem: (problem: string) => void,
): Languages {
  const entries = LOCALES.map((locale) => [
    locale,
    {
      locale,
      translate: createTranslator(locale, { defaultLocale, onProblem }),
      style: defaultFormatStyle(locale, timeZone),
    },
  ]);
  return Object.fromEntries(entries) as Languages;
}
