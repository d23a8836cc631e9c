import type { QuotaWindow } from '../contract/measurement.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The window of so many seconds; `null` for those that no report knows, such as ten seconds. */
export function windowOfSeconds(seconds: number): QuotaWindow | null {
  const ms = seconds * 1000;
  if (ms === MINUTE_MS) return 'minute';
  if (ms === HOUR_MS) return 'hour';
  if (ms === DAY_MS) return 'day';
  return ms >= 28 * DAY_MS && ms <= 31 * DAY_MS ? 'month' : null;
}

/** The shortest window that a reset fits into. */
export function windowUntil(resetAt: Date | null, now: Date): QuotaWindow {
  const ms = (resetAt?.getTime() ?? now.getTime()) - now.getTime();
  if (ms <= MINUTE_MS) return 'minute';
  if (ms <= HOUR_MS) return 'hour';
  return ms <= DAY_MS ? 'day' : 'month';
}
