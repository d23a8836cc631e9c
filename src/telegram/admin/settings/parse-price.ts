import { normalizeWords } from '../../../localization/normalize-input.ts';
import { withoutNumberWords } from '../../../localization/number-words.ts';

/** US dollars per million tokens. */
export interface TypedPrice {
  input: number;
  output: number;
  cached?: number;
}

type Kind = keyof TypedPrice;

const MOST_USD = 1_000_000;
const IN_ORDER: readonly Kind[] = ['input', 'output', 'cached'];
/** How price lists and people call the three; those of cached tokens may hold a word of the others. */
const NAMES: Readonly<Record<Kind, string>> = {
  cached: 'cached? ?(?:input|reads?|hits?)?|(?:ورودی ?)?کش ?شده|(?:ورودی ?)?کش',
  input: 'input|in|prompt|ورودی',
  output: 'output|out|completion|خروجی',
};
const KINDS: readonly Kind[] = ['cached', 'input', 'output'];
const NAMED = new RegExp(
  `(?<!\\p{L})(?:${KINDS.map((kind) => `(${NAMES[kind]})`).join('|')})(?!\\p{L})`,
  'gu',
);
/** What every price is in: `$0.15/M`, `per 1M tokens`, «هر میلیون توکن». */
const UNIT =
  /(?:\/|(?<!\p{L})(?:per|برای هر|در هر|هر)) ?1? ?(?:mtok|m|million|mln|میلیون)(?!\p{L})|(?<!\p{L})(?:us ?)?\$|\$|(?<!\p{L})(?:usd|dollars?|دلار|tokens?|توکن)(?!\p{L})|[:=]/gu;
/** In Persian a slash beside other separators is a decimal point: «۰/۱۵ و ۰/۶۰». */
const APART = /[;،|]|, |,(?=[.\d]+\.\d)|->|→|[-–—]| و | and |\n/;

/** `input / output` or `input / output / cached`, in any order where they are named, in dollars per million tokens. */
export function parsePrice(text: string): TypedPrice | null {
  const said = withoutNumberWords(normalizeWords(text)).replaceAll(UNIT, ' ');
  const kinds = Array.from(said.matchAll(NAMED), kindOf);
  const isPersian = /[۰-۹٠-٩]/.test(text);
  const numbers = numbersIn(said.replaceAll(NAMED, ' ').replaceAll(/\s+/g, ' ').trim(), isPersian);
  const order = kinds.length === 0 ? IN_ORDER : kinds;
  const isClear = kinds.length === 0 ? numbers.length <= 3 : kinds.length === numbers.length;
  if (!isClear || numbers.includes(null) || new Set(order).size !== order.length) return null;
  const price = Object.fromEntries(
    numbers.map((number, index) => [order[index], number]),
  ) as Partial<TypedPrice>;
  const { input, output, cached } = price;
  if (input === undefined || output === undefined) return null;
  return cached === undefined ? { input, output } : { input, output, cached };
}

function kindOf(match: RegExpMatchArray): Kind {
  return KINDS.find((_, index) => match[index + 1] !== undefined) ?? 'input';
}

function numbersIn(text: string, isPersian: boolean): (number | null)[] {
  const apart = text.split(APART).map((part) => part.trim());
  if (isPersian && apart.length > 1 && !apart.some((part) => / /.test(part)))
    return apart.map((part) => parseDecimal(part.replace('/', '.')));
  return text.split(new RegExp(` ?(?:${APART.source}|/) ?| `)).map(parseDecimal);
}

function parseDecimal(text: string): number | null {
  const match = /^(?:\d{1,7}(?:[.٫]\d{1,6})?|[.٫]\d{1,6})$/.exec(text);
  const number = Number(match?.[0].replace('٫', '.'));
  return number <= MOST_USD ? number : null;
}
