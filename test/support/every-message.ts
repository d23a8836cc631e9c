import { isolate } from '../../src/localization/direction.ts';
import type { Locale } from '../../src/localization/locale.ts';
import { createTranslator } from '../../src/localization/translator.ts';
import { readMessages, variablesOf, type MessageFile } from './read-messages.ts';

/** What may stand in the place of a variable. */
export const VALUES = {
  number: '12,847',
  Persian_number: '۱۲٬۸۴۷',
  percent: '92%',
  Persian_percent: '۹۲٪',
  change: '−12.5%',
  money: '$0.0077',
  date: '2025-10-30 14:48:01',
  Jalali_date: '۱۴۰۴/۰۸/۰۸',
  time: '18:08',
  model: 'openai/gpt-oss-120b',
  variable: 'GROQ_API_KEY',
  address: 'https://a.example/usage?x=1',
  bot: '@my_bot',
  duration: '3 ساعت و 20 دقیقه دیگر',
  words: 'همین حالا',
  quota: `${isolate('openai/gpt-oss-120b')}، ${isolate('درخواست')} ${isolate('در روز')}`,
  name: 'علی رضایی',
  mixed_name: 'علی (Ali) 2',
  Hebrew_name: 'דוד 5',
  bracket: ':-)',
  emoji: '🦊',
} as const;
const KINDS = Object.keys(VALUES) as (keyof typeof VALUES)[];

/** The values for the variables of one message. */
type Values = Readonly<Record<string, string>>;

/** Every message of the bot, with each kind of value in the place of each variable. */
export function everyMessage(locale: Locale): string[] {
  return everyFilled(locale, createTranslator(locale), 'shared', 'bot');
}

/** Every message of these files, as `translate` writes them. */
export function everyFilled(
  locale: Locale,
  translate: (key: string, values: Values) => string,
  ...files: readonly MessageFile[]
): string[] {
  const patterns = readMessages(locale, ...files);
  return [...patterns].flatMap(([key, pattern]) => {
    const names = variablesOf(pattern, patterns);
    const rounds = names.length === 0 ? 1 : KINDS.length;
    return Array.from({ length: rounds }, (_, round) => translate(key, valuesFor(names, round)));
  });
}

function valuesFor(names: readonly string[], round: number): Values {
  const kindAt = (place: number) => KINDS[(round + place * 5) % KINDS.length]!;
  return Object.fromEntries(names.map((name, place) => [name, VALUES[kindAt(place)]]));
}
