import { Count } from '../count.ts';
import type { FormatStyle } from './format-style.ts';
import { stripMarks } from '../strip-marks.ts';
import type { Translate } from '../translator.ts';

const UNITS = [
  { key: 'duration-days', seconds: 86_400 },
  { key: 'duration-hours', seconds: 3_600 },
  { key: 'duration-minutes', seconds: 60 },
  { key: 'duration-seconds', seconds: 1 },
] as const;

/** How long ago `instant` was: `2 min ago`; what lies less than a minute back, or ahead, is `just now`. */
export function formatAge(instant: Date, now: Date, translate: Translate, style: FormatStyle): string {
  const seconds = Math.floor((now.getTime() - instant.getTime()) / 1000);
  if (seconds < 60) return translate('time-just-now');
  return plain(translate('time-ago', { duration: formatDuration(seconds, translate, style) }));
}

/** How long it is until `instant`: `in 3 h 20 min`, rounded up so that nobody comes back too early. */
export function formatRemaining(instant: Date, now: Date, translate: Translate, style: FormatStyle): string {
  const seconds = Math.max(1, Math.ceil((instant.getTime() - now.getTime()) / 1000));
  const rounded = seconds < 60 ? seconds : Math.ceil(seconds / 60) * 60;
  return plain(translate('time-in', { duration: formatDuration(rounded, translate, style) }));
}

/** How long something lasted, at least a second: `3 h 20 min`. */
export function formatSpan(from: Date, to: Date, translate: Translate, style: FormatStyle): string {
  const seconds = Math.max(1, Math.round((to.getTime() - from.getTime()) / 1000));
  return plain(formatDuration(seconds, translate, style));
}

function formatDuration(seconds: number, translate: Translate, style: FormatStyle): string {
  const index = UNITS.findIndex((unit) => seconds >= unit.seconds);
  const [first, second] = UNITS.slice(index < 0 ? -1 : index);
  if (!first) return '';
  const write = (key: string, count: number): string => translate(key, { count: new Count(count, style) });
  const whole = write(first.key, Math.floor(seconds / first.seconds));
  const rest = second && second.seconds > 1 ? Math.floor((seconds % first.seconds) / second.seconds) : 0;
  if (!second || rest === 0) return whole;
  return translate('duration-pair', { first: whole, second: write(second.key, rest) });
}

// Words and digits of one direction need no marks inside; the message around them isolates the whole.
function plain(text: string): string {
  return stripMarks(text);
}
