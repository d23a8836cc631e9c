import type { AccessRow, AccessState, AccessStore } from '../database/admin/access-store.ts';

/** An account in a list of `/access`. */
export type ListedAccount = Pick<AccessRow, 'accountId' | 'title' | 'username'>;

export interface ListedAccounts {
  list(state: AccessState, page: { skip: number; take: number }): Promise<ListedAccount[]>;
  counts(): Promise<ReadonlyMap<AccessState, number>>;
}

export interface ListedAccountsOptions {
  store: Pick<AccessStore, 'find' | 'list' | 'counts'>;
  allowedIds: readonly number[];
  /** The names of those that are known. */
  names: (ids: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  clock: { now(): Date };
}

/** Who waits, is let in and is blocked. Those of `ALLOWED_IDS`, about whom nobody has to decide, lead the let-in ones. */
export function listAccounts({ store, allowedIds, names, clock }: ListedAccountsOptions): ListedAccounts {
  const allowed = async (): Promise<ListedAccount[]> => {
    const ids = allowedIds.map(BigInt);
    const rows = new Map((await store.find(ids)).map((row) => [row.accountId, row]));
    const listed = ids.filter((id) => !isDecided(rows.get(id)));
    const known = await names(listed);
    return listed.map((accountId) => ({
      accountId,
      title: rows.get(accountId)?.title || (known.get(accountId) ?? ''),
      username: rows.get(accountId)?.username ?? null,
    }));
  };
  return {
    list: async (state, page) => {
      if (state !== 'admitted') return store.list(state, page, clock.now());
      const first = await allowed();
      const shown = first.slice(page.skip, page.skip + page.take);
      const rest = { skip: Math.max(0, page.skip - first.length), take: page.take - shown.length };
      return rest.take === 0 ? shown : [...shown, ...(await store.list(state, rest, clock.now()))];
    },
    counts: async () => {
      const [counts, first] = await Promise.all([store.counts(clock.now()), allowed()]);
      return new Map([...counts, ['admitted', (counts.get('admitted') ?? 0) + first.length]]);
    },
  };
}

/** Whether it stands in a list because of its own row. */
function isDecided(row: AccessRow | undefined): boolean {
  return row?.state === 'blocked' || row?.state === 'admitted';
}
