import { withoutNumberWords } from '../number-words.ts';

export interface TimeOfDay {
  hour: number;
  minute: number;
}

const MORNING = 'am|a\\.m\\.?|(?:in the )?morning|صبح|بامداد|سحر|(?:قبل|پیش) ?از ?ظهر|ق\\.?ظ\\.?';
const LATER =
  'pm|p\\.m\\.?|(?:in the )?(?:afternoon|evening)|(?:at )?night|ظهر|بعد ?از ?ظهر|عصر|غروب|شب|ب\\.?ظ\\.?|نیمه شب|نصف شب';
const IS_MORNING = new RegExp(`^(?:${MORNING})$`);
const AT = 'ساعت:?|سر ساعت|راس ساعت|at';
const PART = 'نیم|ربع';
/** `9 o'clock`, with the apostrophe of any keyboard, and `9h`. */
const CLOCK = " o['’]?clock|h";
const TIME = new RegExp(
  `^(?:(?:${AT}) ?)?(\\d{1,2})(?:(?: ?[:.٫∶/] ?|h| )(\\d{2})| و (\\d{1,2})( دقیقه)?| (?:و ?)?(${PART}))?(${CLOCK})? ?(${MORNING}|${LATER})?$`,
);
/** «یک ربع به ۹», «۱۰ دقیقه مانده به ۸ صبح» */
const BEFORE_HOUR = new RegExp(
  `^(?:(?:${AT}) ?)?(?:(?:1 )?(ربع)|(\\d{1,2}) دقیقه)(?: مانده)? به (\\d{1,2}) ?(${MORNING}|${LATER})?$`,
);
/** `half past 9`, `a quarter to nine`, `10 minutes past 8 pm` */
const BESIDE_HOUR = new RegExp(
  `^(?:at )?(?:(half)|(?:a )?(quarter)|(\\d{1,2})(?: min(?:ute)?s?)?) (past|after|to|before) (\\d{1,2})(?:${CLOCK})? ?(${MORNING}|${LATER})?$`,
);
/** «صبح ساعت ۹» */
const HALF_FIRST = new RegExp(`^(${MORNING}|${LATER})(?: ?ها)? ((?:${AT}) .*|\\d.*)$`);
const NAMED: Readonly<Record<string, number>> = {
  noon: 12,
  midday: 12,
  ظهر: 12,
  'سر ظهر': 12,
  midnight: 0,
  'نیمه شب': 0,
  'نصف شب': 0,
};

/**
 * A time of day as people type it, in a text that was normalized: `9:30`, `9 pm`, «نه صبح», «۹ و نیم شب». A bare number is
 * none, as it may be a percentage or a slip, unless `isExpected`.
 */
export function readTimeOfDay(text: string, isExpected = false): TimeOfDay | null {
  const typed = withoutNumberWords(text.replaceAll('\u200C', ' ').replaceAll(/ +/g, ' ').trim()).replace(
    HALF_FIRST,
    '$2 $1',
  );
  const named = NAMED[typed.replace(/^(?:at|ساعت) /, '')];
  if (named !== undefined) return { hour: named, minute: 0 };
  const [, quarter, minutes, next, halfOfNext] = BEFORE_HOUR.exec(typed) ?? [];
  if (next) return before(inDay(Number(next), halfOfNext ?? null), quarter ? 15 : Number(minutes));
  const beside = BESIDE_HOUR.exec(typed);
  if (beside) return besideHour(beside);
  const match = TIME.exec(typed);
  const [, hours = '', afterColon, afterAnd, minutesWord, part, clock, half] = match ?? [];
  const says = new RegExp(`^(?:${AT}) ?\\d`).test(typed) || afterColon || afterAnd || part || clock || half;
  if (match === null || !(says || isExpected)) return null;
  if (afterAnd && !minutesWord && !isMinute(Number(afterAnd), half ?? null)) return null;
  const minute = part === 'نیم' ? 30 : part === 'ربع' ? 15 : Number(afterColon ?? afterAnd ?? 0);
  const hour = inDay(Number(hours), half ?? null);
  return hour <= 23 && minute <= 59 ? { hour, minute } : null;
}

/** Whether the second number of «۹ و ۳۰» can be no hour; «۹ و ۲۱» may be two times of a day. */
function isMinute(number: number, half: string | null): boolean {
  return number > 24 || (number > 12 && half !== null && IS_MORNING.test(half));
}

function besideHour([, half, quarter, minutes, side = '', hour, ofDay]: RegExpExecArray): TimeOfDay | null {
  const minute = half ? 30 : quarter ? 15 : Number(minutes);
  const meant = inDay(Number(hour), ofDay ?? null);
  if (/to|before/.test(side)) return half ? null : before(meant, minute);
  return meant <= 23 && minute <= 59 ? { hour: meant, minute } : null;
}

function before(hour: number, minutes: number): TimeOfDay | null {
  if (hour > 24 || minutes < 1 || minutes > 59) return null;
  return { hour: (hour + 23) % 24, minute: 60 - minutes };
}

function inDay(hour: number, half: string | null): number {
  if (half === null || hour > 12 || hour === 0) return hour;
  if (IS_MORNING.test(half)) return hour % 12;
  // «۱۲ شب» is midnight, «۱ شب» an hour later; «۱۱ ظهر» comes before noon.
  if (/night|شب/.test(half)) return hour === 12 || hour < 5 ? hour % 12 : hour + 12;
  if (half === 'ظهر' && hour >= 11) return hour;
  return (hour % 12) + 12;
}
