import type { Headroom } from '../model/report.ts';

const MINUTE = 60_000;

// A reading of a minute is outdated at once, but the last one still shows the limits.
const FRESH_FOR_MS: Readonly<Record<Headroom['window'], number>> = {
  minute: 15 * MINUTE,
  hour: 60 * MINUTE,
  day: 24 * 60 * MINUTE,
  month: 31 * 24 * 60 * MINUTE,
};

/**
 * `current`: the reading counts; `stale`: it is older than its window; `reset`: the quota was reset since, so
 * the remaining amount is unknown.
 */
export type ReadingState = 'current' | 'stale' | 'reset';

/** The state of `reading` at `now`. */
export function readingState(
  reading: Pick<Headroom, 'window' | 'resetAt' | 'observedAt'>,
  now: Date,
): ReadingState {
  if (reading.resetAt && reading.resetAt <= now) return 'reset';
  const age = now.getTime() - reading.observedAt.getTime();
  return age > FRESH_FOR_MS[reading.window] ? 'stale' : 'current';
}
