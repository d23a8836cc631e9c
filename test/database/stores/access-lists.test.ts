import { listAccounts, type ListedAccount } from '../../../src/access/listed-accounts.ts';
import { createAccessStore, type AccessStore } from '../../../src/database/admin/access-store.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const NOW = new Date('2026-11-29T10:00:00Z');
const LATER = new Date('2026-11-30T10:00:00Z');
const ADMIN = 1n;

const idsOf = (accounts: readonly ListedAccount[]) =>
  accounts.map(({ accountId }) => accountId).toSorted((a, b) => Number(a - b));

describeOnEachEngine('the lists of /access', (engine) => {
  const database = shareTestDatabase(engine);

  const decide = (
    store: AccessStore,
    accountId: bigint,
    state: 'admitted' | 'blocked',
    until: Date | null = null,
  ) => store.decide({ accountId, state, until, seen: 0 }, { by: ADMIN, at: NOW });
  const listsFor = (allowedIds: readonly number[], now = NOW) => {
    const store = createAccessStore(database());
    const names = async () => new Map([[7n, 'Sara']]);
    return { store, lists: listAccounts({ store, allowedIds, names, clock: { now: () => now } }) };
  };

  it('leave out an admission that has ended', async () => {
    const { store } = listsFor([]);
    await decide(store, 5n, 'admitted', LATER);
    await decide(store, 6n, 'admitted');
    const at = async (now: Date) => {
      const { lists } = listsFor([], now);
      const listed = await lists.list('admitted', { skip: 0, take: 9 });
      return [(await lists.counts()).get('admitted'), idsOf(listed)];
    };
    expect(await at(NOW)).toEqual([2, [5n, 6n]]);
    expect(await at(LATER)).toEqual([1, [6n]]);
  });

  it('begin with those of ALLOWED_IDS, each once, and go on over the pages', async () => {
    const { store, lists } = listsFor([7, 8, 9, -100]);
    await decide(store, 8n, 'blocked');
    await decide(store, 9n, 'admitted');
    await decide(store, 10n, 'admitted');
    const all = await lists.list('admitted', { skip: 0, take: 9 });
    expect(all.slice(0, 2)).toEqual([
      { accountId: 7n, title: 'Sara', username: null },
      { accountId: -100n, title: '', username: null },
    ]);
    expect(idsOf(all)).toEqual([-100n, 7n, 9n, 10n]);
    const pages = await Promise.all([0, 1, 2, 3, 4].map((skip) => lists.list('admitted', { skip, take: 1 })));
    expect(pages.flat().map(({ accountId }) => accountId)).toEqual(all.map(({ accountId }) => accountId));
    expect(await lists.counts()).toEqual(
      new Map([
        ['admitted', 4],
        ['blocked', 1],
      ]),
    );
  });
});
