import { readMonthDay, type TypedMonthDay } from './read-month-day.ts';
import { readTimeOfDay } from './read-time.ts';

/** When something is done: at a time of every day, of some days of the week, of which 0 is Sunday, or of one of the month. */
export interface TypedSchedule {
  hour: number;
  minute: number;
  weekdays: number[];
  /** `null`: of any. */
  monthDay: number | null;
}

const WEEKDAYS: readonly (readonly [pattern: string, weekday: number])[] = [
  // What ends in the name of Saturday comes before it.
  [`${numbered('یک|یه', 1)}|sun(?:day)?`, 0],
  [`${numbered('دو', 2)}|mon(?:day)?`, 1],
  [`${numbered('سه', 3)}|tue(?:s|sday)?`, 2],
  [`${numbered('چهار|چار', 4)}|wed(?:nesday)?`, 3],
  [`${numbered('پنج|پن', 5)}|thu(?:r|rs|rsday)?`, 4],
  ['جمعه|ادینه|آدینه|fri(?:day)?', 5],
  ['شنبه|sat(?:urday)?', 6],
];
const DAY = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:هر|روز|روزهای|every|each|on) )*(?:${WEEKDAYS.map(([pattern]) => `(${pattern})`).join('|')})(?:s|ها| ها)?(?!\\p{L})`,
  'gu',
);
/** «شنبه تا چهارشنبه», `monday to friday`, `mon-fri`. */
const THROUGH =
  /(?<![\p{L}\p{N}])((?:\d ?)?\p{L}+(?: ?شنبه)?) ?(?:تا|الی|to|through|till|until|[-–]) ?((?:\d ?)?\p{L}+(?: ?شنبه)?)(?!\p{L})/gu;
const ONCE = '(?:یک|1) ?بار';
const EVERY_DAY = new RegExp(
  `(?<!\\p{L})(?:هر ?روز|همه روزه|همه روز|روزانه|روزی(?: ${ONCE})?|every ?day|each day|once a day|daily)(?!\\p{L})`,
  'gu',
);
/** Says nothing more where a day of the week is named. */
const EVERY_WEEK = new RegExp(
  `(?<!\\p{L})(?:هر هفته|هفته ای ${ONCE}|هفتگی|every week|each week|once a week|weekly)(?!\\p{L})`,
  'gu',
);
/** `every weekday`; which days Persian «روزهای کاری» are differs from office to office. */
const DAYS_TOGETHER: readonly (readonly [pattern: RegExp, weekdays: readonly number[]])[] = [
  [
    /(?<!\p{L})(?:(?:every|each|on) )?(?:weekday|workday|working day|business day)s?(?!\p{L})/gu,
    [1, 2, 3, 4, 5],
  ],
  [/(?<!\p{L})(?:(?:every|each|on|at) )?weekends?(?!\p{L})/gu, [6, 0]],
];
/** «هر شب ساعت ۹», `every evening at 9` */
const EVERY =
  /(?<!\p{L})(?:هر (?=صبح|ظهر|عصر|شب|نیمه شب)|(?:every|each) (?=morning|noon|afternoon|evening|night|midnight))/gu;
/** `9, 21` may be two times, as «۹ و ۲۱» may. */
const BETWEEN_NUMBERS = /(?<=\d) ?[،,&] ?(?=\d)/g;
const USUAL = { hour: 9, minute: 0 };
/** The usual time is one of the morning, as `every morning` says. */
const SAYS_USUAL = /^(?:صبح(?: ?ها)?|(?:in the )?mornings?)?$/;

/** «پنج‌شنبه», «۵شنبه» and «۵ شنبه»; in «ساعت ۵ شنبه» the number is the hour. */
function numbered(words: string, digit: number): string {
  return `(?:(?:${words}) ?|(?<!ساعت ?)${digit} ?)شنبه`;
}

/** The day of this name; `undefined` for none. */
function weekdayNamed(name: string): number | undefined {
  return WEEKDAYS.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'u').test(name))?.[1];
}

/**
 * A schedule in words, in a text that was normalized: «هر روز ساعت ۹», «شنبه‌ها», `Mondays at 9:30 pm`, «اول هر ماه»; `null`
 * for anything else.
 */
export function readSchedule(text: string): TypedSchedule | null {
  const spaced = text.replaceAll('\u200C', ' ').replaceAll(/[.!؟?…]+$/g, '');
  const month = readMonthDay(spaced);
  return month ? ofMonth(month) : ofDays(spaced);
}

function ofMonth({ day, isNamed, rest }: TypedMonthDay): TypedSchedule | null {
  const time = timeIn(rest);
  // In `monthly 9`, the number may be the day.
  const read = time === '' ? USUAL : readTimeOfDay(time, isNamed);
  return read && day >= 1 && day <= 31 ? { ...read, weekdays: [], monthDay: day } : null;
}

function ofDays(spaced: string): TypedSchedule | null {
  const { rest, weekdays } = withoutDays(spaced.replaceAll(EVERY_DAY, ' ').replaceAll(EVERY, ''));
  const isNamed = rest !== spaced;
  const time = timeIn(weekdays.length > 0 ? rest.replaceAll(EVERY_WEEK, ' ') : rest);
  const read = isNamed && SAYS_USUAL.test(time) ? USUAL : readTimeOfDay(time, isNamed);
  return read && { ...read, weekdays: [...new Set(weekdays)].toSorted((a, b) => a - b), monthDay: null };
}

/** What a text says beside its days. */
function timeIn(rest: string): string {
  return rest
    .replaceAll(BETWEEN_NUMBERS, ' و ')
    .replaceAll(/[،,&]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .replace(/^(?:(?:و|and|در|به) )+/, '')
    .replace(/ (?:و|and)$/, '')
    .replace(/^(?:و|and|در)$/, '');
}

/** The days of the week that a text names, and what else it says. */
function withoutDays(text: string): { rest: string; weekdays: number[] } {
  const weekdays: number[] = [];
  const apart = DAYS_TOGETHER.reduce(
    (rest, [pattern, days]) =>
      rest.replaceAll(pattern, () => {
        weekdays.push(...days);
        return ' ';
      }),
    text,
  );
  const rest = apart
    .replaceAll(THROUGH, (raw, from: string, to: string) => {
      const [first, last] = [from, to].map(weekdayNamed);
      if (first === undefined || last === undefined) return raw;
      for (let day = first; ; day = (day + 1) % 7) {
        weekdays.push(day);
        if (day === last) return ' ';
      }
    })
    .replaceAll(DAY, (...found: unknown[]) => {
      weekdays.push(WEEKDAYS.find((_, index) => found[index + 1] !== undefined)?.[1] ?? 0);
      return ' ';
    });
  return { rest, weekdays };
}
