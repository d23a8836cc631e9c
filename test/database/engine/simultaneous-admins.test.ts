import { ChangedMeanwhile } from '../../../src/database/engine/changed-meanwhile.ts';
import { createModelPriceStore, type TokenPrice } from '../../../src/database/admin/model-price-store.ts';
import { createUserBudgetStore } from '../../../src/database/admin/user-budget-store.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const AT = new Date('2026-11-22T12:00:00Z');
const ADMINS = Array.from({ length: 8 }, (_, index) => index + 1);

describeOnEachEngine('admins of two replicas who change the same thing at once', (engine) => {
  const database = shareTestDatabase(engine);
  let replica: Awaited<ReturnType<typeof openReplica>>;

  beforeAll(async () => {
    replica = await openReplica(database());
  });
  afterAll(() => replica.close());

  const databaseOf = (admin: number) => (admin % 2 === 0 ? database() : replica.database);
  /** Who was the one that changed it; everybody else was told. */
  const winnerOf = async (changes: readonly Promise<unknown>[]): Promise<number> => {
    const ends = await Promise.allSettled(changes);
    const won = ends.flatMap(({ status }, index) => (status === 'fulfilled' ? [index] : []));
    expect(won).toHaveLength(1);
    for (const end of ends)
      if (end.status === 'rejected') expect(end.reason).toBeInstanceOf(ChangedMeanwhile);
    return won[0] ?? -1;
  };

  it('give a model its first price once, and then its second', async () => {
    const model = 'groq/openai/gpt-oss-120b';
    let seen: TokenPrice | null = null;
    for (const round of [1, 2, 3]) {
      const prices = ADMINS.map((admin) => ({ input: round, output: admin }));
      const changes = prices.map((price, index) =>
        createModelPriceStore(databaseOf(index)).setModelPrice({
          model,
          price,
          // Messages begin to be handled in another order than they get their turn.
          validFrom: new Date(AT.getTime() - index),
          setBy: BigInt(index),
          now: new Date(AT.getTime() - index),
          seen,
        }),
      );
      const won = prices[await winnerOf(changes)] ?? null;
      const later = new Date(AT.getTime() + 60_000);
      expect(await createModelPriceStore(database()).current(model, later)).toEqual(won);
      seen = won;
    }
    expect(await database().client.modelPrice.count()).toBe(3);
    expect(await database().client.adminAction.count()).toBe(3);
  });

  it('give a person their first budget once, then another, and take it back once', async () => {
    const userId = 102n;
    let seen: number | null = null;
    for (const round of [1, 2, 3]) {
      const budgets = ADMINS.map((admin) => (round === 3 ? null : round * 1_000 + admin));
      const changes = budgets.map((tokens, index) =>
        createUserBudgetStore(databaseOf(index)).set(userId, tokens, { by: BigInt(index), at: AT }, seen),
      );
      const won: number | null = budgets[await winnerOf(changes)] ?? null;
      const { ownTokens } = await createUserBudgetStore(database()).read(userId, '2026-11-22');
      expect(ownTokens).toBe(won);
      seen = won;
    }
    expect(await database().client.adminAction.count()).toBe(3);
  });
});
