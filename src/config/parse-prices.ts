import * as v from 'valibot';
import { isDay } from '../foundation/day.ts';
import { isJalaliText } from '../foundation/jalali.ts';
import { BUILT_IN_PROVIDERS, type PriceOverrides } from './config.ts';
import {
  isMisspelt,
  isObject,
  MISSING,
  parseSettings,
  toMistake,
  unknownKeys,
  type Mistake,
} from './files/settings-file.ts';

const amount = v.pipe(
  v.number('must be a number'),
  v.minValue(0, 'must not be negative'),
  v.maxValue(1_000_000, 'is too large'),
);
const day = v.pipe(
  v.string('must be a day such as "2026-01-01"'),
  v.check((text) => !isJalaliText(text), 'must be a day of the Gregorian calendar'),
  v.check(isDay, 'must be a day such as "2026-01-01"'),
);

/** The names of prices differ in more. */
const MOST_WRONG_LETTERS = 2;

/** The two kinds of prices, each with what is said of one that holds something else. */
const TOKENS = {
  wanted: 'must have input and output, may have cached and reasoning, and nothing else',
  entries: { input: amount, output: amount, cached: v.optional(amount), reasoning: v.optional(amount) },
};
const AUDIO = { wanted: 'must have audioHour and nothing else', entries: { audioHour: amount } };

/**
 * Parses a `PRICES_FILE` for the providers with these ids; `null` accepts any. Throws a `SettingsFileError` that names
 * the line of every mistake.
 */
export function parsePrices(
  text: string,
  ids: readonly string[] | null = BUILT_IN_PROVIDERS,
): PriceOverrides {
  const whole = parseSettings(text, 'must be an object of prices by provider/model', (prices) =>
    Object.entries(prices).flatMap(([model, value]) => [
      ...mistakesInName(model, ids),
      ...(Array.isArray(value) ? mistakesInList(model, value) : mistakesIn(value, [model], false)),
    ]),
  );
  return whole as PriceOverrides;
}

function mistakesInName(model: string, ids: readonly string[] | null): Mistake[] {
  const [, provider = ''] = /^([^/]+)\/./s.exec(model) ?? [];
  if (ids === null ? provider !== '' : ids.includes(provider)) return [];
  const which = ids ? `, its provider one of ${ids.join(', ')}` : '';
  return [{ path: [model], message: `must be like groq/openai/gpt-oss-120b${which}` }];
}

function mistakesInList(model: string, list: readonly unknown[]): Mistake[] {
  if (list.length === 0) return [{ path: [model], message: 'must hold a price' }];
  return list.flatMap((price, index) => [
    ...mistakesIn(price, [model, String(index)], true),
    ...mistakesInOrder(model, list, index),
  ]);
}

/** Days as text are in the order of time. */
function mistakesInOrder(model: string, list: readonly unknown[], index: number): Mistake[] {
  const [above, here] = [list[index - 1], list[index]].map((price) =>
    isObject(price) ? price['from'] : null,
  );
  if (typeof above !== 'string' || typeof here !== 'string' || above <= here) return [];
  const message = 'must not begin before the price above it: add a new price at the end of the list';
  return [{ path: [model, String(index)], message }];
}

/** `isDated`: it stands in a list, and says from when on it holds. */
function mistakesIn(price: unknown, path: readonly string[], isDated: boolean): Mistake[] {
  const { wanted, entries } = isObject(price) && 'audioHour' in price ? AUDIO : TOKENS;
  const message = isDated ? `in a list ${wanted} but from` : wanted;
  if (!isObject(price)) return [{ path, message }];
  const all = isDated ? { from: day, ...entries } : entries;
  const unknown = unknownKeys(price, path, { known: Object.keys(all), message });
  const { issues = [] } = v.safeParse(v.object(all), price);
  const found = issues.map((issue) => toMistake(path, issue));
  const meant = found.filter((one) => !isMisspelt(one, unknown, MOST_WRONG_LETTERS));
  return [
    ...unknown,
    ...meant.map((one) => (one.message === MISSING ? { ...one, message: `${MISSING}: ${message}` } : one)),
  ];
}
