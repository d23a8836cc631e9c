import { createAdminActionStore } from '../../../src/database/admin/admin-action-store.ts';
import { createUserBudgetStore } from '../../../src/database/admin/user-budget-store.ts';
import { createBudgets, type Budgets } from '../../../src/usage/budgets/budgets.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const ADMIN = 900n;
const OMID = 102n;
const START = '2026-11-21T23:00:00Z';

describeOnEachEngine('the size of a person’s budget', (engine) => {
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock(START);
  let budgets: Budgets;

  beforeEach(() => {
    clock.set(START);
    budgets = open(1_000);
  });

  function open(defaultTokens: number, from = database()): Budgets {
    const store = createUserBudgetStore(from);
    return createBudgets({ store, adminIds: [Number(ADMIN)], defaultTokens, timeZone: 'Asia/Tehran', clock });
  }

  const limitOf = (userId: bigint) => budgets.limitFor(userId, clock.now());

  it('is the default, and none for admins', async () => {
    expect(await limitOf(OMID)).toBe(1_000);
    expect(await limitOf(ADMIN)).toBe(0);
    expect(await open(0).limitFor(OMID, clock.now())).toBe(0);
  });

  it('is their own where they have one, until it is taken back', async () => {
    await budgets.setUserBudget(OMID, 250, ADMIN);
    expect(await limitOf(OMID)).toBe(250);
    expect(await limitOf(103n)).toBe(1_000);
    await budgets.setUserBudget(OMID, 0, ADMIN);
    expect(await limitOf(OMID)).toBe(0);
    await budgets.setUserBudget(OMID, null, ADMIN);
    expect(await limitOf(OMID)).toBe(1_000);
  });

  it('is larger for today when it was raised, and for no other day', async () => {
    await budgets.raiseForToday(OMID, 200, ADMIN);
    await budgets.raiseForToday(OMID, 50, ADMIN);
    expect(await limitOf(OMID)).toBe(1_250);
    expect(await limitOf(103n)).toBe(1_000);
    // Midnight in Tehran is at 20:30 UTC.
    clock.set('2026-11-22T20:29:59Z');
    expect(await limitOf(OMID)).toBe(1_250);
    clock.set('2026-11-22T20:30:00Z');
    expect(await limitOf(OMID)).toBe(1_000);
  });

  it('stays without a limit when it is raised', async () => {
    await budgets.setUserBudget(OMID, 0, ADMIN);
    await budgets.raiseForToday(OMID, 200, ADMIN);
    expect(await limitOf(OMID)).toBe(0);
  });

  it('is raised by each of many who do so at once', async () => {
    const replica = await openReplica(database());
    const other = open(1_000, replica.database);
    const raises = Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? budgets : other).raiseForToday(OMID, 10, ADMIN),
    );
    await Promise.all(raises);
    expect(await limitOf(OMID)).toBe(1_200);
    await replica.close();
  });

  it.each([-1, 0.5, Number.NaN, Infinity, 1e15])('cannot be %d tokens', async (tokens) => {
    await expect(budgets.setUserBudget(OMID, tokens, ADMIN)).rejects.toThrow(RangeError);
    await expect(budgets.raiseForToday(OMID, tokens, ADMIN)).rejects.toThrow(RangeError);
    expect(await limitOf(OMID)).toBe(1_000);
  });

  it('is kept with who changed it, from what to what', async () => {
    await budgets.setUserBudget(OMID, 250, ADMIN);
    const changed = await budgets.setUserBudget(OMID, null, 901n);
    await budgets.raiseForToday(OMID, 200, ADMIN);
    const raised = await budgets.raiseForToday(OMID, 50, ADMIN);
    const actions = createAdminActionStore(database());
    expect(await actions.find(changed.id)).toEqual({
      id: changed.id,
      adminId: 901n,
      action: 'set_user_budget',
      target: 'user/102',
      before: { dailyTokens: 250 },
      after: null,
      createdAt: new Date(START),
      undoneAt: null,
      undoneBy: null,
    });
    expect(await actions.find(raised.id)).toMatchObject({
      before: { day: '2026-11-22', extraTokens: 200 },
      after: { day: '2026-11-22', extraTokens: 250 },
    });
    expect(await actions.standing('set_user_budget', new Date(START))).toHaveLength(2);
    expect(await actions.standing('set_user_budget', new Date('2026-11-22T00:00:00Z'))).toEqual([]);
  });
});
