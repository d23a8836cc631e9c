import { withoutNumberWords } from './number-words.ts';

const NAMED: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  هزار: 1e3,
  m: 1e6,
  mln: 1e6,
  million: 1e6,
  میلیون: 1e6,
  ملیون: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  میلیارد: 1e9,
  trillion: 1e12,
  تریلیون: 1e12,
  ترلیون: 1e12,
};
const NAMES = Object.keys(NAMED)
  .toSorted((a, b) => b.length - a.length)
  .join('|');
const THOUSAND = 'هزار|thousand';
const HALF = 'نیم|نصف|half an?|half';
const GROUPED = /^(\d+|\d{1,3}(?:[,٬، '’_]\d{3})+)$/;
/** «۵۰.۰۰۰», «۵۰/۰۰۰»: no part of a whole number can be meant behind the mark of decimals. */
const GROUPED_BY_POINTS = /^[1-9]\d{0,2}(?:([.٫/])\d{3})(?:\1\d{3})*$/;
/** «۲ هزار میلیارد» has two names, the smaller one first. */
const SHORT = new RegExp(`^(?:(\\d{1,9})(?:[.٫/](\\d{1,3}))? ?)?(?:(${THOUSAND}) )?(${NAMES})$`);
/** «۲ و نیم میلیون», «۱ میلیون و نیم», "2 and a half million". */
const AND_HALF = [
  new RegExp(`(\\d+) (?:و ?|and )(?:${HALF}|a half) (${NAMES})(?!\\p{L})`, 'gu'),
  new RegExp(`(\\d+) ?(${NAMES}) (?:و ?|and )(?:${HALF}|a half)$`, 'gu'),
];
/** «۱ میلیون و ۲۰۰ هزار», `1 million 200 thousand`, `1m 200k`. */
const PARTS = new RegExp(` و | and |(?<=(?:${NAMES})) (?=\\d)`, 'u');

/** A whole number in digits or words, its thousands separated or named, in a text that was normalized; `null` for anything else. */
export function readAmount(text: string): number | null {
  const digits = withoutNumberWords(text.replaceAll('\u200C', ' ').trim())
    .replace(/ ?تا$/, '')
    .replace(new RegExp(`^(?:${HALF}) ?(?=(?:${NAMES})$)`), '0.5 ')
    .replace(new RegExp(`^(?:a|an|one) (?=(?:${NAMES})$)`), '1 ');
  const halved = AND_HALF.reduce((rest, pattern) => rest.replaceAll(pattern, '$1.5 $2'), digits);
  const amounts = halved.split(PARTS).map(readPart);
  return amounts.reduce<number | null>(
    (sum, amount) => (sum === null || amount === null ? null : sum + amount),
    0,
  );
}

function readPart(text: string): number | null {
  if (GROUPED.test(text) || GROUPED_BY_POINTS.test(text)) return Number(text.replaceAll(/\D/g, ''));
  const match = SHORT.exec(text);
  if (!match) return null;
  const [, whole = '1', fraction = '0', thousand, name = ''] = match;
  const size = (thousand ? 1e3 : 1) * (NAMED[name] ?? 0);
  const amount = Math.round(Number(`${whole}.${fraction}`) * size);
  return Number.isSafeInteger(amount) ? amount : null;
}
