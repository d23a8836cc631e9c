import { withDateDigits } from '../persian-digits.ts';
import type { FormatStyle } from './format-style.ts';

/** A time of day from the fields of a cron expression, such as `09:00`, in the reader's digits. */
export function formatClock(hour: string, minute: string, style: FormatStyle): string {
  return withDateDigits(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, style);
}
