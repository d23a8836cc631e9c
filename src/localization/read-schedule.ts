import { readTimeOfDay } from './read-time.ts';

/** When something is done: at a time of every day, or of some days of the week, of which 0 is Sunday. */
export interface TypedSchedule {
  hour: number;
  minute: number;
  weekdays: number[];
}

const WEEKDAYS: readonly (readonly [pattern: string, weekday: number])[] = [
  // What ends in the name of Saturday comes before it.
  ['یک ?شنبه|sun(?:day)?', 0],
  ['دو ?شنبه|mon(?:day)?', 1],
  ['سه ?شنبه|tue(?:s|sday)?', 2],
  ['چهار ?شنبه|wed(?:nesday)?', 3],
  ['پنج ?شنبه|thu(?:r|rs|rsday)?', 4],
  ['جمعه|ادینه|آدینه|fri(?:day)?', 5],
  ['شنبه|sat(?:urday)?', 6],
];
const DAY = new RegExp(
  `(?<!\\p{L})(?:(?:هر|روز|روزهای|every|each|on) )*(?:${WEEKDAYS.map(([pattern]) => `(${pattern})`).join('|')})(?:s|ها| ها)?(?!\\p{L})`,
  'gu',
);
/** «شنبه تا چهارشنبه», `monday to friday`, `mon-fri`. */
const THROUGH =
  /(?<!\p{L})(\p{L}+(?: ?شنبه)?) ?(?:تا|الی|to|through|till|until|[-–]) ?(\p{L}+(?: ?شنبه)?)(?!\p{L})/gu;
const EVERY_DAY = /(?<!\p{L})(?:هر ?روز|همه روزه|همه روز|روزانه|روزی|every ?day|each day|daily)(?!\p{L})/gu;
/** «هر شب ساعت ۹» */
const EVERY = /(?<!\p{L})هر (?=صبح|ظهر|عصر|شب)/gu;
const USUAL = { hour: 9, minute: 0 };

/** The day of this name; `undefined` for none. */
function weekdayNamed(name: string): number | undefined {
  return WEEKDAYS.find(([pattern]) => new RegExp(`^(?:${pattern})$`, 'u').test(name))?.[1];
}

/** A schedule in words, in a text that was normalized: «هر روز ساعت ۹», «شنبه‌ها», `Mondays at 9:30 pm`; `null` for anything else. */
export function readSchedule(text: string): TypedSchedule | null {
  const weekdays: number[] = [];
  const spaced = text.replaceAll('\u200C', ' ').replaceAll(/[.!؟?…]+$/g, '');
  const rest = spaced
    .replaceAll(EVERY_DAY, ' ')
    .replaceAll(EVERY, '')
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
  const isNamed = rest !== spaced;
  const time = rest
    .replaceAll(/[،,]/g, ' ')
    .replaceAll(/ +/g, ' ')
    .trim()
    .replace(/^(?:(?:و|and|در|به) )+/, '')
    .replace(/ (?:و|and)$/, '')
    .replace(/^(?:و|and|در)$/, '');
  const read = time === '' && isNamed ? USUAL : readTimeOfDay(time, isNamed);
  return read && { ...read, weekdays: [...new Set(weekdays)].toSorted((a, b) => a - b) };
}
