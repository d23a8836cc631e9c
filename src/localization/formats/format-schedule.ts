import { formatClock } from './format-clock.ts';
import { formatWeekday } from './format-weekday.ts';
import { joinList } from '../join-list.ts';
import type { Locale } from '../locale.ts';
import { Count } from '../count.ts';
import { rhythmOf } from '../rhythm.ts';
import type { Translate } from '../translator.ts';
import type { FormatStyle } from './format-style.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A cron expression in words, where it names one moment of a day, a week or a month; any other as it is. */
export function formatSchedule(
  cron: string,
  { translate, style }: { translate: Translate; style: FormatStyle },
): string {
  const clock = /^(?:0 )?(\d{1,2}) (\d{1,2}) (\S+) \S+ (\S+)$/.exec(cron);
  if (!clock) return cron;
  const [, minute = '', hour = '', day = '', weekday = ''] = clock;
  const time = formatClock(hour, minute, style);
  const rhythm = rhythmOf(cron);
  if (rhythm === 'daily') return time;
  if (isWeekdays(cron, weekday))
    return translate('settings-weekly', { weekday: weekdaysText(weekday, style.locale), time });
  if (rhythm === 'monthly')
    return translate('settings-monthly', { day: new Count(Number(day), style), time });
  return cron;
}

/** Whether it names days of the week and no other days. */
function isWeekdays(cron: string, field: string): boolean {
  const [first = '', ...others] = field.split(',');
  return rhythmOf(cron.replace(field, first)) === 'weekly' && others.every((day) => weekdayOf(day) >= 0);
}

/** The days in the order of the reader's week, which begins on Saturday in Persian. */
function weekdaysText(field: string, locale: Locale): string {
  const first = locale === 'fa' ? 6 : 1;
  const days = [...new Set(field.split(',').map(weekdayOf))];
  const ordered = days.toSorted((a, b) => ((a - first + 7) % 7) - ((b - first + 7) % 7));
  return joinList(
    ordered.map((day) => formatWeekday(day, locale)),
    locale,
  );
}

/** 0 is Sunday, as 7 is; -1 for what is no day. */
function weekdayOf(field: string): number {
  const named = WEEKDAYS.indexOf(field.toLowerCase());
  if (named >= 0) return named;
  return /^[0-7]$/.test(field) ? Number(field) % 7 : -1;
}
