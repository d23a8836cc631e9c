import type { RateLimit } from '../contract/measurement.ts';

type Quota = Pick<RateLimit, 'unit' | 'window'>;

/** Whether both are of the same quota. */
export function isSameQuota(one: Quota, other: Quota): boolean {
  return one.unit === other.unit && one.window === other.window;
}

/**
 * What the headers and the words of one refusal say together, each quota once. Words may leave out what a header names,
 * and the other way round; where both say what is left, the request was refused for the smaller one.
 */
export function mergeLearned(reported: readonly RateLimit[], learned: readonly RateLimit[]): RateLimit[] {
  const alone = reported.filter((limit) => !learned.some((other) => isToldAgain(limit, other)));
  const merged = learned.map((limit) => mergeTwo(reported, limit));
  return [...alone, ...merged];
}

type Told = Pick<RateLimit, 'unit' | 'window' | 'limit' | 'remaining'>;

/** Whether words tell what a header tells: they name the window that headers without one leave to be guessed, as OpenAI's do. */
export function isToldAgain(reported: Told, learned: Told): boolean {
  if (isSameQuota(reported, learned)) return true;
  const isSameSize = reported.limit !== null && reported.limit === learned.limit;
  return isSameSize && reported.unit === learned.unit && reported.remaining === learned.remaining;
}

function mergeTwo(reported: readonly RateLimit[], learned: RateLimit): RateLimit {
  const header = reported.find((limit) => isSameQuota(limit, learned));
  if (!header) return learned;
  if (learned.remaining === null) return { ...header, limit: header.limit ?? learned.limit };
  const limit = learned.limit ?? header.limit;
  return { ...learned, limit, remaining: Math.min(learned.remaining, header.remaining ?? Infinity) };
}
