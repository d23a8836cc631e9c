import { parseDuration } from './duration.ts';

const DAY_MS = 86_400_000;
/** `2026-12-01T00:00:00Z`, also with another offset or as `2026-12-01 00:00:00 UTC`. */
const ISO = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)$/i;
/** `Fri, 20 Nov 2026 13:00:00 GMT`, the date of HTTP. */
const HTTP_DATE = /^[a-z]{3}, .*GMT$/i;

/**
 * When a quota starts anew: after a duration, at a time in seconds or milliseconds since 1970, or at a date. `null` for
 * anything else, and for times that no window of a quota reaches.
 */
export function parseReset(text: string | undefined, now: Date): Date | null {
  const trimmed = text?.trim() ?? '';
  const at = dateIn(trimmed);
  if (at) return believable(at, now);
  const ms = parseDuration(trimmed);
  return ms === null ? null : new Date(now.getTime() + ms);
}

/** The date that a text names; `null` for a duration and anything else. */
export function dateIn(text: string): Date | null {
  const number = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : 0;
  if (number > 1e11) return new Date(number);
  if (number > 1e8) return new Date(number * 1000);
  const [, day, time, zone = ''] = ISO.exec(text) ?? [];
  if (day) return new Date(`${day}T${time}${/^[+-]/.test(zone) ? zone : 'Z'}`);
  return HTTP_DATE.test(text) ? new Date(text) : null;
}

/** No window is longer than a month. */
function believable(date: Date, now: Date): Date | null {
  const ms = date.getTime() - now.getTime();
  return ms >= -DAY_MS && ms <= 32 * DAY_MS ? date : null;
}
