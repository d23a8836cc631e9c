import { normalizeInput, normalizeWords } from '../../../localization/normalize-input.ts';
import { readAmount } from '../../../localization/read-amount.ts';
import { withoutNumberWords } from '../../../localization/number-words.ts';
import { readSchedule } from '../../../localization/read-schedule.ts';

/** Words that an admin may type, by what they may mean; which it is depends on the choices. */
const MEANINGS: Readonly<Record<string, readonly string[]>> = {
  '0': [
    'unlimited',
    'nolimit',
    'nolimits',
    'withoutlimit',
    'infinite',
    'infinity',
    '∞',
    'none',
    'نامحدود',
    'بیمحدودیت',
    'بدونمحدودیت',
    'محدودیتندارد',
    'بیحد',
    'بینهایت',
    'بدونسقف',
    'هیچ',
    'ازاد',
    'آزاد',
  ],
  default: ['default', 'پیشفرض', 'معمولی', 'عادی'],
  off: [
    'off',
    'turnoff',
    'never',
    'none',
    'disable',
    'disabled',
    'خاموش',
    'خاموشکن',
    'خاموششود',
    'هرگز',
    'هیچوقت',
    'هیچ',
    'نفرست',
    'قطع',
    'قطعکن',
    'غیرفعال',
  ],
  en: ['english', 'انگلیسی'],
  fa: ['persian', 'farsi', 'فارسی'],
  latin: [
    'english',
    'western',
    'latindigits',
    'لاتین',
    'انگلیسی',
    'ارقاملاتین',
    'اعدادانگلیسی',
    'ارقامانگلیسی',
  ],
  persian: ['persian', 'farsi', 'فارسی', 'ارقامفارسی', 'اعدادفارسی'],
  gregorian: ['western', 'miladi', 'میلادی', 'تقویممیلادی'],
  jalali: [
    'persian',
    'solar',
    'shamsi',
    'فارسی',
    'ایرانی',
    'شمسی',
    'خورشیدی',
    'جلالی',
    'هجریشمسی',
    'هجریخورشیدی',
    'تقویمشمسی',
    'تقویمجلالی',
  ],
};

const MOST_TOKENS = 1_000_000_000_000;
const MOST_USD = 1_000_000;

/** Words that leave everything as it is, as an admin may type them instead of /cancel. */
const CANCELS: ReadonlySet<string> = new Set([
  'cancel',
  'nevermind',
  'forgetit',
  'abort',
  'stop',
  'back',
  'quit',
  'exit',
  'انصراف',
  'منصرفشدم',
  'لغو',
  'لغوکن',
  'لغوشکن',
  'لغوشود',
  'بیخیال',
  'بیخیالش',
  'بیخیالشو',
  'ولشکن',
  'کنسل',
  'کنسلکن',
  'هیچی',
  'نمیخواهم',
  'نمیخوام',
  'بازگشت',
  'برگرد',
  'خروج',
  'ولش',
  'برگشت',
  'پشیمانشدم',
  'پشیمونشدم',
  'فراموششکن',
  'نمیخواد',
  'nothing',
  'nvm',
  '❌',
  '✖️',
  '✖',
]);

/** Whether an admin changed their mind. */
export function isCancel(text: string): boolean {
  return CANCELS.has(comparable(text).replace(/^\//, ''));
}

/** The choice that an admin typed instead of pressing its button; `null` when it is none of them. */
export function parseChoice(text: string, choices: readonly string[]): string | null {
  const typed = comparable(text);
  return choices.find((choice) => choice === typed || MEANINGS[choice]?.includes(typed)) ?? null;
}

/** «۹ صبح لطفاً», `85 please`. */
function withoutCourtesy(text: string): string {
  return text.replace(/^(?:لطفا|please),? | ?[،,]? (?:لطفا|please|خواهشا|مرسی|ممنون)[.!]?$/g, '');
}

/** What a person typed as it compares with words and labels: without case, spaces, half-spaces and what ends a sentence. */
export function comparable(text: string): string {
  return withoutCourtesy(normalizeInput(text).toLowerCase())
    .replaceAll(/[\s\u200C]/g, '')
    .replace(/(?<=[^.!?؟…])[.!?؟…]+$/, '');
}

/** `09:00`, `9 am`, «هر روز ۹ صبح», «شنبه‌ها», or a cron expression, as a cron expression. */
export function parseSchedule(text: string, isCron: (expression: string) => boolean): string | null {
  const typed = withoutCourtesy(normalizeInput(text).toLowerCase());
  const schedule = readSchedule(typed);
  if (schedule) {
    const { minute, hour, weekdays } = schedule;
    return `${minute} ${hour} * * ${weekdays.length % 7 === 0 ? '*' : weekdays.join(',')}`;
  }
  return isCron(typed) ? typed : null;
}

/** A whole number of percent from 1 to 100: `85`, `85%`, «۸۵ درصد», «هشتاد و پنج درصد». */
export function parsePercent(text: string): string | null {
  const typed = withoutNumberWords(withoutCourtesy(normalizeWords(text)));
  const match = /^(?:[%٪]|درصد)? ?(\d{1,3}) ?(?:[%٪]|percent|per cent|pct|درصد)?[.!]?$/.exec(typed);
  const percent = Number(match?.[1]);
  return percent >= 1 && percent <= 100 ? String(percent) : null;
}

/** What may stand behind an amount. */
const TOKENS_A_DAY =
  /,? ?(?:tokens?|توکن)?(?: ?(?:a day|per day|\/ ?day|each day|daily|در روز|روزانه))?[.!]?$/;

/** A number of tokens, its thousands separated or named: `50,000`, `50k`, «۵۰ هزار», «نیم میلیون». */
export function parseTokens(text: string): string | null {
  const typed = withoutCourtesy(normalizeWords(text)).replace(/^(?:حدود|تقریبا|about|around|~) ?/, '');
  const tokens = readAmount(typed.replace(/^روزی /, '').replace(TOKENS_A_DAY, ''));
  return tokens !== null && tokens <= MOST_TOKENS ? String(tokens) : null;
}

/** The id of a Telegram user. */
export function parseUserId(text: string): string | null {
  const typed = normalizeInput(text).toLowerCase();
  return /^(?:(?:user ?)?id|شناسه)? ?:? ?\(?([1-9]\d{0,14})\)?$/.exec(typed)?.[1] ?? null;
}

/** `provider/model`, of one of these providers. */
export function parseModelName(text: string, providers: readonly string[]): string | null {
  const typed = normalizeInput(text);
  const [, provider = ''] = /^([^/\s]+)\/\S{1,200}$/.exec(typed) ?? [];
  return providers.includes(provider) ? typed : null;
}

/** US dollars per million tokens. */
export interface TypedPrice {
  input: number;
  output: number;
  cached?: number;
}

/** What people write beside a price; it says nothing that the order does not. */
const BESIDE_PRICES =
  /(?:us)?\$|\b(?:usd|dollars?|input|output|cached|in|out)\b|دلار|ورودی|خروجی|کش ?شده|کش|[:=]/g;

/** `input / output` or `input / output / cached`, in dollars per million tokens. */
export function parsePrice(text: string): TypedPrice | null {
  const parts = normalizeWords(text)
    .replaceAll(BESIDE_PRICES, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .split(/ ?[/;،|] ?| ?, | و | /)
    .map(parseDecimal);
  const [input, output, cached = null] = parts;
  if (parts.length > 3 || parts.includes(null)) return null;
  if (typeof input !== 'number' || typeof output !== 'number') return null;
  return cached === null ? { input, output } : { input, output, cached };
}

function parseDecimal(text: string): number | null {
  const match = /^(?:\d{1,7}(?:[.٫]\d{1,6})?|[.٫]\d{1,6})$/.exec(text);
  const number = Number(match?.[0].replace('٫', '.'));
  return number <= MOST_USD ? number : null;
}
