export interface TimeOfDay {
  hour: number;
  minute: number;
}

const MORNING = 'am|a\\.m\\.|صبح|بامداد|ق\\.?ظ\\.?';
const LATER = 'pm|p\\.m\\.|ظهر|بعدازظهر|بعد از ظهر|عصر|شب|ب\\.?ظ\\.?';
const TIME = new RegExp(
  `^(?:(?:ساعت|at) )?(\\d{1,2})(?: ?[:.٫] ?(\\d{2})| و (\\d{1,2})(?: دقیقه)?| (?:و )?(نیم|ربع))? ?(${MORNING}|${LATER})?$`,
);

/** A time of day as people type it, in a text that was normalized: `9:30`, `9 pm`, «۹ صبح», «۹ و نیم شب». */
export function readTimeOfDay(text: string): TimeOfDay | null {
  const match = TIME.exec(text.replaceAll('\u200C', ' '));
  const [, hours = '', afterColon, afterAnd, part, half] = match ?? [];
  // A bare number is no time: it may be a percentage, or a slip.
  const isTime = match !== null && (/^(?:ساعت|at) /.test(text) || afterColon || afterAnd || part || half);
  if (!isTime) return null;
  const minute = part === 'نیم' ? 30 : part === 'ربع' ? 15 : Number(afterColon ?? afterAnd ?? 0);
  const hour = inDay(Number(hours), half ?? null);
  return hour <= 23 && minute <= 59 ? { hour, minute } : null;
}

function inDay(hour: number, half: string | null): number {
  if (half === null || hour > 12 || hour === 0) return hour;
  const isMorning = new RegExp(`^(?:${MORNING})$`).test(half);
  if (isMorning) return hour % 12;
  // «۱۲ شب» is midnight, «۱ شب» an hour later; «۱۱ ظهر» comes before noon.
  if (half === 'شب') return hour === 12 || hour < 5 ? hour % 12 : hour + 12;
  if (half === 'ظهر' && hour >= 11) return hour;
  return (hour % 12) + 12;
}
