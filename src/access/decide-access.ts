import type { AccessRow } from '../database/admin/access-store.ts';

/** Who is answered besides admins: everybody, whoever asked and was let in, or only whoever was let in. */
export type AccessMode = 'open' | 'request' | 'closed';

export interface AccessRules {
  mode: AccessMode;
  /** Ids of persons and groups that are let in from the start. */
  allowedIds: readonly number[];
  adminIds: readonly number[];
}

/** Who writes, and in which group or channel; `groupId` is `null` in a private chat. */
export interface Asker {
  personId: number;
  groupId: number | null;
}

/** `unknown`: nobody asked or decided about the account yet, or its admission ended. */
export type AccessVerdict = 'admitted' | 'blocked' | 'waiting' | 'unknown';

/** Whose admission counts: a group is let in as a whole, and answers all its members. */
export function accountOf({ personId, groupId }: Asker): bigint {
  return BigInt(groupId ?? personId);
}

/**
 * Decides whether somebody is answered. Admins are, everywhere. A block counts more than any admission: one of a person
 * in every chat, one of a group for all its members.
 */
export function decideAccess(
  asker: Asker,
  rows: ReadonlyMap<bigint, AccessRow>,
  { mode, allowedIds, adminIds }: AccessRules,
  now: Date,
): AccessVerdict {
  if (adminIds.includes(asker.personId)) return 'admitted';
  const account = accountOf(asker);
  const row = rows.get(account);
  const isBlocked = [row, rows.get(BigInt(asker.personId))].some((one) => one?.state === 'blocked');
  if (isBlocked) return 'blocked';
  if (mode === 'open' || allowedIds.includes(Number(account))) return 'admitted';
  if (row?.state === 'admitted') return hasEnded(row, now) ? 'unknown' : 'admitted';
  return row?.state === 'asked' ? 'waiting' : 'unknown';
}

/** Whether an admission was for a time that is over. */
export function hasEnded({ until }: Pick<AccessRow, 'until'>, now: Date): boolean {
  return until !== null && until <= now;
}
