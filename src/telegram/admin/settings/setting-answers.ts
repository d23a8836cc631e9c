import { plainCron } from '../../../foundation/plain-cron.ts';
import { normalizeInput, normalizeWords } from '../../../localization/normalize-input.ts';
import { readAccountId } from '../../../localization/read-account-id.ts';
import { readAmount } from '../../../localization/read-amount.ts';
import { withoutNumberWords } from '../../../localization/number-words.ts';
import { readSchedule } from '../../../localization/schedules/read-schedule.ts';

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
    'بدونحد',
    'بیسقف',
    'سقفندارد',
    'nocap',
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
    'latinnumerals',
    'لاتین',
    'انگلیسی',
    'ارقاملاتین',
    'اعدادانگلیسی',
    'ارقامانگلیسی',
  ],
  persian: ['persian', 'farsi', 'persiandigits', 'persiannumerals', 'فارسی', 'ارقامفارسی', 'اعدادفارسی'],
  gregorian: ['western', 'gregoriancalendar', 'miladi', 'میلادی', 'تقویممیلادی'],
  jalali: [
    'persian',
    'persiancalendar',
    'solar',
    'solarhijri',
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
  'no',
  'nope',
  'nothanks',
  'nothankyou',
  'cancelit',
  'cancelthat',
  'goback',
  'نه',
  'نخیر',
  'لغوش',
  'کنسلش',
  'فراموشش',
  'صرفنظر',
  'بسه',
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

/** «۹ صبح لطفاً», `85 please`, «نامحدود باشه», `set it to 50k`: what says nothing more than the answer itself. */
const BESIDE_ANSWERS =
  /^(?:(?:لطفا|please),? )?(?:(?:set|make|change)(?: it)?(?: to)? |send(?: it)? (?=at ))?|(?: (?:باشد|باشه|بشه|بشود|شود|کن|کنید|بذار|بگذار|بفرست|خوبه|خوب است))?(?: ?[،,]? (?:لطفا|please|خواهشا|مرسی|ممنون|thanks|thank you))?[.!]?$/g;

/** An answer without the words that people put around it, in a text that was normalized. */
export function withoutCourtesy(text: string): string {
  return text.replace(BESIDE_ANSWERS, '');
}

/** What may stand before an amount that is a limit anyway. */
const BEFORE_LIMITS = /^(?:حدود|تقریبا|حداکثر|سقف|تا|about|around|max(?:imum)?|at most|up to|~) ?/;

/** An amount without what says that it is about that, or at most that. */
export function withoutBound(text: string): string {
  return text.replace(BEFORE_LIMITS, '');
}

/** What a person typed as it compares with words and labels: without case, spaces, half-spaces and what ends a sentence. */
export function comparable(text: string): string {
  return withoutCourtesy(normalizeInput(text).toLowerCase())
    .replaceAll(/[\s\u200C]/g, '')
    .replace(/(?<=[^.!?؟…])[.!?؟…]+$/, '');
}

/**
 * `09:00`, `9 am`, «هر روز ۹ صبح», «شنبه‌ها», «اول هر ماه», or a cron expression, as a cron expression. `zoneNames` are those
 * of the zone that holds anyway, which may be said; any other is not understood.
 */
export function parseSchedule(
  text: string,
  isCron: (expression: string) => boolean,
  zoneNames: readonly string[] = [],
): string | null {
  const typed = withoutOwnZone(withoutCourtesy(normalizeInput(text).toLowerCase()), zoneNames);
  const schedule = readSchedule(typed);
  if (schedule) {
    const { minute, hour, weekdays, monthDay } = schedule;
    return `${minute} ${hour} ${monthDay ?? '*'} * ${weekdays.length % 7 === 0 ? '*' : weekdays.join(',')}`;
  }
  const cron = plainCron(typed);
  return isCron(cron) ? cron : null;
}

/** «ساعت ۹ به وقت تهران», `9 am Tehran time` */
function withoutOwnZone(typed: string, zoneNames: readonly string[]): string {
  const names = zoneNames.map((name) => normalizeInput(name).toLowerCase());
  const said = names.flatMap((name) => [`به وقت ${name}`, `به ساعت ${name}`, ...inEnglish(name)]);
  const [ending] = said.filter((words) => typed.endsWith(` ${words}`));
  if (ending !== undefined) return typed.slice(0, -ending.length).replace(/[،,]? $/, '');
  const [beginning] = said.filter((words) => typed.startsWith(`${words} `));
  return beginning === undefined ? typed : typed.slice(beginning.length + 1);
}

/** The name alone only where it is Latin: in Persian, Dushanbe is Monday. */
function inEnglish(zone: string): string[] {
  return /^[a-z/_ -]+$/.test(zone) ? [`${zone} time`, `in ${zone}`, `(${zone})`, zone] : [];
}

/** A whole number of percent from 1 to 100: `85`, `85%`, «۸۵ درصد», «هشتاد و پنج درصد». */
export function parsePercent(text: string): string | null {
  const said = withoutBound(withoutCourtesy(normalizeWords(text)));
  // «صد» is a number but here.
  const typed = withoutNumberWords(said.replace(/در صد(?!\p{L})/u, 'درصد'));
  const match = /^(?:[%٪]|درصد)? ?(\d{1,3}) ?(?:[%٪]|percent|per cent|pct|درصد)?[.!]?$/.exec(typed);
  const percent = Number(match?.[1]);
  return percent >= 1 && percent <= 100 ? String(percent) : null;
}

/** What may stand behind an amount. */
const TOKENS_A_DAY =
  /,? ?(?:tokens?|توکن)?(?: ?(?:a day|per day|\/ ?day|each day|daily|در روز|روزانه))?[.!]?$/;

/** A number of tokens, its thousands separated or named: `50,000`, `50k`, «۵۰ هزار», «نیم میلیون». */
export function parseTokens(text: string): string | null {
  const typed = withoutBound(withoutCourtesy(normalizeWords(text)));
  const tokens = readAmount(typed.replace(/^(?:روزی|روزانه|هر روز|daily) /, '').replace(TOKENS_A_DAY, ''));
  return tokens !== null && tokens <= MOST_TOKENS ? String(tokens) : null;
}

/** The id of a Telegram user. */
export function parseUserId(text: string): string | null {
  const typed = readAccountId(text);
  return typed && typed.id > 0n ? String(typed.id) : null;
}

/** `provider/model`, of one of these providers. */
export function parseModelName(text: string, providers: readonly string[]): string | null {
  const typed = normalizeInput(text);
  const [, provider = '', model = ''] = /^([^/\s]+)\/(\S{1,200})$/.exec(typed) ?? [];
  const meant = provider.toLowerCase();
  return providers.includes(meant) ? `${meant}/${model}` : null;
}
