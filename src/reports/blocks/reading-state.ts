import type { Headroom } from '../model/report.ts';

const MINUTE = 60_000;

// A minute's reading is outdated at once, yet the last one still tells what the limits are like.
const FRESH_FOR_MS: Readonly<Record<Headroom['window'], number>> = {
  minute: 15 * MINUTE,
  hour: 60 * MINUTE,
  day: 24 * 60 * MINUTE,
  month: 31 * 24 * 60 * MINUTE,
};

/**
 * What a reading still tells: `current`, it counts; `stale`, it is older than its window; `reset`, the quota
 * has been renewed since, so nobody knows what is left.
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
