import type { FluentBundle } from '@fluent/bundle';
import type { Count } from './count.ts';
import { formatMessage } from './format-message.ts';
import { loadLocaleBundle } from './locale-bundle.ts';
import type { Locale } from './locale.ts';

/** Values for the variables of a message: text, counts, and dates already formatted. */
export type TranslationArgs = Readonly<Record<string, string | Count>>;

/** The text of `key`. Never throws: a missing text is an ugly line, not a lost answer. */
export type Translate = (key: string, args?: TranslationArgs) => string;

export interface TranslatorOptions {
  /** Where a message is looked up that `locale` lacks. */
  defaultLocale?: Locale;
  /** Told of every missing message and variable. */
  onProblem?: (problem: string) => void;
}

const bundles = new Map<Locale, FluentBundle>();

function bundleOf(locale: Locale): FluentBundle {
  const bundle = bundles.get(locale) ?? loadLocaleBundle(locale);
  bundles.set(locale, bundle);
  return bundle;
}

/** A translator into `locale`. Throws when a locale file cannot be read or parsed. */
export function createTranslator(locale: Locale, options: TranslatorOptions = {}): Translate {
  const candidates = [...new Set([locale, options.defaultLocale ?? 'en'])];
  const translations = candidates.map((candidate) => ({ locale: candidate, bundle: bundleOf(candidate) }));
  return (key, args = {}) => {
    for (const translation of translations) {
      const text = formatMessage(translation.bundle, key, args, options.onProblem);
      if (text !== null) return text;
      options.onProblem?.(`${translation.locale}: no message ${key}`);
    }
    return key;
  };
}
