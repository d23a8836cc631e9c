import {
  defaultFormatStyle,
  readerFormatStyle,
  type FormatStyle,
} from '../../localization/formats/format-style.ts';
import type { View } from '../../usage/settings/runtime-settings.ts';
import { LOCALES, type Locale } from '../../localization/locale.ts';
import { createTranslator, type Translate } from '../../localization/translator.ts';

export interface Language {
  locale: Locale;
  translate: Translate;
  /** Of messages and the dashboard. */
  style: FormatStyle;
  /** Of reports and their charts. */
  reportStyle: FormatStyle;
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
      style: readerFormatStyle(locale, timeZone),
      reportStyle: defaultFormatStyle(locale, timeZone),
    },
  ]);
  return Object.fromEntries(entries) as Languages;
}

/** Both styles with the digits and the calendar that a reader chose; the rest stays as it is usual. */
export function withView(
  { style, reportStyle }: Pick<Language, 'style' | 'reportStyle'>,
  chosen: Partial<View>,
): Pick<Language, 'style' | 'reportStyle'> {
  return { style: { ...style, ...chosen }, reportStyle: { ...reportStyle, ...chosen } };
}
