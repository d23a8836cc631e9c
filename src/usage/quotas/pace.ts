import type { HourTotal } from '../../database/reading/count-store.ts';

/** What is used in a millisecond. */
export interface Pace {
  requests: number;
  tokens: number;
}

const HOUR_MS = 3_600_000;
/**
 * What the running hour counts, and the two before it. People come in waves: a plain average of three hours would
 * notice a rush when it is over, while the running hour alone is a matter of minutes and would see one everywhere.
 */
const WEIGHTS = [3, 2, 1];
/** Fewer requests in three hours than these are chance, not a pace. */
const FEWEST_REQUESTS = 5;

/** The pace of the running hour and the two before it; `null` where too few requests were made to speak of one. */
export function paceOf(hours: readonly HourTotal[], now: Date): Pace | null {
  const runningHour = Math.floor(now.getTime() / HOUR_MS);
  const sum = { count: 0, requests: 0, tokens: 0 };
  for (const { hour, requests, totalTokens } of hours) {
    const weight = WEIGHTS[runningHour - Math.floor(hour.getTime() / HOUR_MS)] ?? 0;
    sum.count += weight > 0 ? requests : 0;
    sum.requests += weight * requests;
    sum.tokens += weight * totalTokens;
  }
  if (sum.count < FEWEST_REQUESTS) return null;
  const sinceRunningHour = now.getTime() - runningHour * HOUR_MS;
  const span = WEIGHTS.reduce(
    (total, weight, age) => total + weight * (age === 0 ? sinceRunningHour : HOUR_MS),
    0,
  );
  return { requests: sum.requests / span, tokens: sum.tokens / span };
}
