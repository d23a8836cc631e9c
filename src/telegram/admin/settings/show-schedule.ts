import { formatWeekday } from '../../../localization/formats/format-weekday.ts';
import { Count } from '../../../localization/count.ts';
import { withDateDigits } from '../../../localization/persian-digits.ts';
import { rhythmOf } from '../../../reports/model/rhythm.ts';
import type { Language } from '../../people/languages.ts';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A cron expression in words, where it names one moment of a day, a week or a month; any other as it is. */
export function showSchedule(cron: string, language: Language): string {
  const { translate, locale, style } = language;
  const clock = /^(?:0 )?(\d{1,2}) (\d{1,2}) (\S+) \S+ (\S+)$/.exec(cron);
  if (!clock) return cron;
  const [, minute = '', hour = '', day = '', weekday = ''] = clock;
  const time = withDateDigits(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, style);
  const rhythm = rhythmOf(cron);
  if (rhythm === 'daily') return time;
  if (rhythm === 'weekly')
    return translate('settings-weekly', { weekday: formatWeekday(weekdayOf(weekday), locale), time });
  if (rhythm === 'monthly')
    return translate('settings-monthly', { day: new Count(Number(day), style), time });
  return cron;
}

/** 0 is Sunday, as 7 is. */
function weekdayOf(field: string): number {
  const named = WEEKDAYS.indexOf(field.toLowerCase());
  return named >= 0 ? named : Number(field) % 7;
}
