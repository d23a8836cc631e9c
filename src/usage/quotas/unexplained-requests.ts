import type { StoredReading } from '../../database/totals/stored-reading.ts';
import type { QuotaWindow } from '../../providers/contract/measurement.ts';
import { QUOTA_WINDOW_MS } from './quota-window.ts';

/** Requests that a provider counted and this bot did not make. */
export interface Unexplained {
  requests: number;
  since: Date;
}

export interface ReconcileOptions {
  /** Used requests come back one by one, not all at a reset. */
  refills: boolean;
  /** Our own requests that the provider may have counted and we have not. */
  inFlight: number;
}

/** Below this, answers that overtook each other are the likelier reason. */
const FEWEST_REQUESTS = 3;

/**
 * What a provider's counter lost since the first reading of its window, less what we booked since; `null` when
 * that is nothing worth a word, or when the window is over. Whatever is uncertain counts in the bot's own favour:
 * a wrong suspicion makes somebody revoke a key.
 */
export function unexplainedRequests(
  reading: StoredReading,
  now: Date,
  { refills, inFlight }: ReconcileOptions,
): Unexplained | null {
  const { unit, source, remaining, baselineRemaining, baselineAt, bookedSince } = reading;
  if (unit !== 'requests' || source !== 'reported' || isOver(reading, now)) return null;
  if (remaining === null || baselineRemaining === null || baselineAt === null || baselineAt > now)
    return null;
  const lost = baselineRemaining - remaining + (refills ? regained(reading, baselineAt) : 0);
  const requests = lost - bookedSince;
  return requests >= Math.max(FEWEST_REQUESTS, inFlight) ? { requests, since: baselineAt } : null;
}

function isOver({ resetAt, observedAt, window }: StoredReading, now: Date): boolean {
  if (resetAt !== null && resetAt <= now) return true;
  return now.getTime() - observedAt.getTime() > QUOTA_WINDOW_MS[window as QuotaWindow];
}

// A quota that was never full between two readings came back at its full speed all the time; one that may have
// been full has begun a new window. Without a time to full nobody can tell.
function regained({ limit, resetAt, window, observedAt }: StoredReading, baselineAt: Date): number {
  if (limit === null || resetAt === null) return 0;
  const elapsedMs = Math.max(0, observedAt.getTime() - baselineAt.getTime());
  return Math.min(limit, Math.floor((elapsedMs * limit) / QUOTA_WINDOW_MS[window as QuotaWindow]));
}
