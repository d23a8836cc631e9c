import { withoutNumberWords } from '../number-words.ts';

export interface TypedMonthDay {
  day: number;
  /** Whether the text names the day; the first is meant where it only says that it is monthly. */
  isNamed: boolean;
  /** What else the text says. */
  rest: string;
}

const ORDINALS: readonly (readonly [pattern: RegExp, number: string])[] = [
  [/(?<!\p{L})(?:اولین|اول|نخستین|نخست|یکم)(?!\p{L})/gu, '1م'],
  [/(?<!\p{L})سوم(?!\p{L})/gu, 'سهم'],
  [/(?<!\p{L})سی ام(?!\p{L})/gu, 'سیم'],
  [/(?<!\p{L})first(?!\p{L})/gu, '1st'],
];
const PERSIAN_ORDINAL = /(?<!\p{L})((?:(?:بیست|سی) و )?\p{L}+)م(?!\p{L})/gu;

/** «۱ و ۱۵ هر ماه» names two days: the second must not be taken for the only one. */
const NOT_AFTER_ANOTHER = '(?<!\\d(?:م|ام|st|nd|rd|th)? ?(?:و|and|تا|to|[-,،&]) ?)(?<!\\d)';
const DAY = '(\\d{1,2})';
const NTH = `${DAY}(?:م| ام)`;
/** Months of the calendar of cron: «هر ماه شمسی» is another. */
const FA_MONTHS = 'هر ماه(?: میلادی)?';
const MONTHLY = `${FA_MONTHS}|ماهانه|ماهیانه|ماهی(?: (?:یک|1) ?بار)?|monthly|every month|each month|once a month`;
const MONTH_DAY = new RegExp(
  [
    `${NOT_AFTER_ANOTHER}(?<!\\p{L})(?:(?:در|روز) )*${NTH}(?: روز)? (?:هر )?ماه(?: میلادی)?`,
    `${NOT_AFTER_ANOTHER}(?<!\\p{L})(?:(?:در|روز) )*${DAY} ${FA_MONTHS}`,
    `(?<!\\p{L})روز ${DAY} ماه(?: میلادی)?`,
    `${NOT_AFTER_ANOTHER}(?<!\\p{L})(?:on )?(?:the )?(?:day )?${DAY}(?:st|nd|rd|th)?(?: day)? of (?:every|each|the) month`,
    `(?<!\\p{L})(?:${MONTHLY})[،,]?(?: در)? (?:روز )?${NTH}`,
    `(?<!\\p{L})(?:${MONTHLY})[،,]?(?: در)? روز ${DAY}`,
    `(?<!\\p{L})(?:${MONTHLY}),? on (?:the )?(?:day )?${DAY}(?:st|nd|rd|th)?(?![\\d:.])`,
    `(?<!\\p{L})(?<!\\d(?:م| ام)? )(?:${MONTHLY})`,
  ]
    .map((pattern) => `${pattern}(?!\\p{L})`)
    .join('|'),
  'u',
);

/** «اول هر ماه», `on day 15 of each month`, `monthly`, in a text that was normalized; `null` where it names no month. */
export function readMonthDay(text: string): TypedMonthDay | null {
  const digits = withoutNumberWords(withoutOrdinals(text));
  const match = MONTH_DAY.exec(digits);
  if (!match) return null;
  const [whole, ...days] = match;
  const day = days.find((one) => one !== undefined);
  return { day: Number(day ?? 1), isNamed: day !== undefined, rest: digits.replace(whole, ' ') };
}

/** The text with «پانزدهم» as «15م» and `first` as `1st`. */
function withoutOrdinals(text: string): string {
  const known = ORDINALS.reduce((rest, [pattern, number]) => rest.replaceAll(pattern, number), text);
  return known.replaceAll(PERSIAN_ORDINAL, (raw, number: string) => {
    const digits = withoutNumberWords(number);
    return /^\d+$/.test(digits) ? `${digits}م` : raw;
  });
}
