import type { RecentRequest } from './api-types.ts';

/**
 * The newest page of a list with those that were loaded after it, newest first. Of a request that both have, the newest
 * page knows more: how it ended. Where more came meanwhile than a page holds, the rest would hide a gap, and goes.
 */
export function mergeRequests(
  newest: readonly RecentRequest[],
  older: readonly RecentRequest[],
): readonly RecentRequest[] {
  const last = newest.at(-1);
  if (!last || older.length === 0) return newest;
  const known = new Set(newest.map(({ id }) => id));
  const isJoined = older.some(({ id }) => known.has(id));
  if (!isJoined) return newest;
  return [...newest, ...older.filter((request) => !known.has(request.id) && comesAfter(request, last))];
}

/** Whether a request comes after another one in a list that begins with the newest. */
function comesAfter(one: RecentRequest, other: RecentRequest): boolean {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt;
  return String(one.id) < String(other.id);
}
