import { FluentBundle, type Message } from '@fluent/bundle';
import { Count } from '../../../localization/count.ts';
import { stripMarks } from '../../../localization/strip-marks.ts';
import { formatMessage } from '../../../localization/format-message.ts';
import type { FormatStyle } from '../../../localization/formats/format-style.ts';
import type { Locale } from '../../../localization/locale.ts';
import type { Translate } from '../../../localization/translator.ts';

/** Compiled messages by language and id, where `Variables` holds the variables of each id. */
export type Messages<Variables> = Readonly<
  Record<Locale, Readonly<Record<keyof Variables & string, Message['value']>>>
>;

/** The text of a message, without isolates. Numbers are counts, written in the digits of whoever reads. */
export type Say<Variables> = <Id extends keyof Variables & string>(
  id: Id,
  ...values: [Variables[Id]] extends [never]
    ? []
    : [Readonly<Record<Variables[Id] & string, string | number>>]
) => string;

/** A translator that isolates the values of messages in every language, so that they can be told from the words. */
export function createTranslate(locale: Locale, ...catalogues: readonly Messages<object>[]): Translate {
  const bundle = new FluentBundle(locale);
  for (const catalogue of catalogues) {
    const entries = Object.entries<Message['value']>(catalogue[locale]);
    bundle.addResource({ body: entries.map(([id, value]) => ({ id, value, attributes: {} })) });
  }
  return (key, values = {}) => formatMessage(bundle, key, values) ?? key;
}

export function createSay<Variables>(translate: Translate, style: FormatStyle): Say<Variables> {
  return (id: string, values: Readonly<Record<string, string | number>> = {}) =>
    stripMarks(translate(id, countNumbers(values, style)));
}

/** The values with their numbers as counts. */
function countNumbers(values: Readonly<Record<string, string | number>>, style: FormatStyle) {
  const entries = Object.entries(values).map(([name, value]) => [name, countIfNumber(value, style)] as const);
  return Object.fromEntries(entries);
}

export function countIfNumber(value: string | number, style: FormatStyle): string | Count {
  return typeof value === 'number' ? new Count(value, style) : value;
}
