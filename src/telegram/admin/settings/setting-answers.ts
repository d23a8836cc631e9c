import { picoToDecimal } from '../../../foundation/money.ts';
import { readUsd } from '../../../foundation/read-usd.ts';
import { normalizeInput } from '../../../localization/normalize-input.ts';
import { readAmount } from '../../../localization/read-amount.ts';
import { readTimeOfDay } from '../../../localization/read-time.ts';

/** What a word that an admin may type means. */
const WORDS: Readonly<Record<string, string>> = {
  unlimited: '0',
  nolimit: '0',
  none: '0',
  نامحدود: '0',
  بیمحدودیت: '0',
  بدونمحدودیت: '0',
  بدونسقف: '0',
  default: 'default',
  پیشفرض: 'default',
  off: 'off',
  خاموش: 'off',
  never: 'off',
  هرگز: 'off',
  هیچوقت: 'off',
  english: 'en',
  انگلیسی: 'en',
  persian: 'fa',
  farsi: 'fa',
  فارسی: 'fa',
  لاتین: 'latin',
  میلادی: 'gregorian',
  شمسی: 'jalali',
  خورشیدی: 'jalali',
  جلالی: 'jalali',
};

const MOST_TOKENS = 1_000_000_000_000;
const MOST_USD = 1_000_000;

/** Words that leave everything as it is, as an admin may type them instead of /cancel. */
const CANCELS: ReadonlySet<string> = new Set([
  'cancel',
  'nevermind',
  'انصراف',
  'لغو',
  'لغوکن',
  'بیخیال',
  'کنسل',
]);

/** Whether an admin changed their mind. */
export function isCancel(text: string): boolean {
  return CANCELS.has(comparable(text).replace(/^\/|[.!؟]+$/g, ''));
}

/** The choice that an admin typed instead of pressing its button; `null` when it is none of them. */
export function parseChoice(text: string, choices: readonly string[]): string | null {
  const typed = comparable(text);
  const value = choices.find((choice) => choice === typed) ?? WORDS[typed];
  // In a question about digits, Persian means the digits.
  const meant = value === 'fa' && choices.includes('persian') ? 'persian' : value;
  return choices.find((choice) => choice === meant) ?? null;
}

/** What a person typed as it compares with words and labels: without case, spaces and half-spaces. */
export function comparable(text: string): string {
  return normalizeInput(text)
    .toLowerCase()
    .replaceAll(/[\s\u200C]/g, '');
}

/** `09:00`, `9 am`, «۹ صبح», or a cron expression, as a cron expression. */
export function parseSchedule(text: string, isCron: (expression: string) => boolean): string | null {
  const typed = normalizeInput(text).toLowerCase();
  const time = readTimeOfDay(typed);
  if (time) return `${time.minute} ${time.hour} * * *`;
  return isCron(typed) ? typed : null;
}

/** A whole number of percent from 1 to 100: `85`, `85%`, «۸۵ درصد». */
export function parsePercent(text: string): string | null {
  const match = /^[%٪]? ?(\d{1,3}) ?(?:[%٪]|percent|per cent|درصد)?$/.exec(
    normalizeInput(text).toLowerCase(),
  );
  const percent = Number(match?.[1]);
  return percent >= 1 && percent <= 100 ? String(percent) : null;
}

/** A number of tokens, its thousands separated or named: `50,000`, `50k`, «۵۰ هزار». */
export function parseTokens(text: string): string | null {
  const tokens = readAmount(
    normalizeInput(text)
      .toLowerCase()
      .replace(/ ?(?:tokens?|توکن)$/, ''),
  );
  return tokens !== null && tokens <= MOST_TOKENS ? String(tokens) : null;
}

/** The id of a Telegram user. */
export function parseUserId(text: string): string | null {
  const typed = normalizeInput(text);
  return /^[1-9]\d{0,14}$/.test(typed) ? typed : null;
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

/** `input / output` or `input / output / cached`, in dollars per million tokens. */
export function parsePrice(text: string): TypedPrice | null {
  const parts = normalizeInput(text)
    .split(/ ?[/;،] ?| /)
    .map(parseDollars);
  const [input, output, cached = null] = parts;
  if (parts.length > 3 || parts.includes(null)) return null;
  if (typeof input !== 'number' || typeof output !== 'number') return null;
  return cached === null ? { input, output } : { input, output, cached };
}

/** An amount of dollars as a decimal text, such as `0.5`: whatever the environment would take. */
export function parseUsd(text: string): string | null {
  const amount = readUsd(normalizeInput(text));
  return amount === null ? null : picoToDecimal(amount).replace(/\.?0+$/, '');
}

function parseDollars(text: string): number | null {
  const match = /^\$?(\d{1,7}(?:[.٫]\d{1,6})?)\$?$/.exec(text);
  const dollars = Number(match?.[1]?.replace('٫', '.'));
  return dollars <= MOST_USD ? dollars : null;
}
