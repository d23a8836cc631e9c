import { createAdminActionStore, type AdminAction } from '../../../src/database/admin/admin-action-store.ts';
import { createProviderPauseStore } from '../../../src/database/admin/provider-pause-store.ts';
import { undoAction } from '../../../src/database/admin/undo-action.ts';
import { createUserBudgetStore } from '../../../src/database/admin/user-budget-store.ts';
import { createPauses, type Pauses } from '../../../src/usage/settings/pauses.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const START = '2026-11-21T12:00:00Z';
const ADA = 900n;
const MARYAM = 901n;

describeOnEachEngine('a paused provider', (engine) => {
  let replica: Awaited<ReturnType<typeof openReplica>>;
  // Before the database goes.
  afterAll(() => replica.close());
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock(START);
  let here: Pauses;
  let there: Pauses;

  beforeAll(async () => {
    replica = await openReplica(database());
  });

  beforeEach(() => {
    clock.set(START);
    here = createPauses(createProviderPauseStore(database()), clock);
    there = createPauses(createProviderPauseStore(replica.database), clock);
  });

  const pausedBy = async (pauses: Pauses) => (await pauses.current()).get('groq')?.pausedBy ?? null;
  const undo = (action: AdminAction | null, by = MARYAM) => {
    if (!action) throw new Error('nothing was done');
    return undoAction(database(), action, { by, at: clock.now() });
  };

  it('is so here at once, and on another replica within seconds', async () => {
    expect([await pausedBy(here), await pausedBy(there)]).toEqual([null, null]);
    await here.pause('groq', ADA);
    expect([await pausedBy(here), await pausedBy(there)]).toEqual([ADA, null]);
    clock.advance(3_000);
    expect(await pausedBy(there)).toBe(ADA);
    await there.resume('groq', MARYAM);
    clock.advance(3_000);
    expect([await pausedBy(here), await pausedBy(there)]).toEqual([null, null]);
  });

  it('is seen though the clock was put back', async () => {
    await there.current();
    await here.pause('groq', ADA);
    clock.advance(-3_600_000);
    expect(await pausedBy(there)).toBe(ADA);
  });

  it('was paused by one of many who press at once', async () => {
    const presses = Array.from({ length: 10 }, (_, index) =>
      (index % 2 ? here : there).pause('groq', BigInt(900 + index)),
    );
    const done = (await Promise.all(presses)).filter((one) => one !== null);
    expect(done).toHaveLength(1);
    expect(await pausedBy(here)).toBe(done[0]?.adminId);
    expect(await database().client.adminAction.count()).toBe(1);
    const resumes = await Promise.all([here, there, here].map((one) => one.resume('groq', ADA)));
    expect(resumes.filter((one) => one !== null)).toHaveLength(1);
  });

  it('is asked again when its pause is undone, once', async () => {
    const action = await here.pause('groq', ADA);
    clock.advance(60_000);
    const results = await Promise.all([undo(action), undo(action), undo(action, ADA)]);
    expect(results.toSorted()).toEqual(['already', 'already', 'undone']);
    expect(await pausedBy(there)).toBeNull();
    const kept = await createAdminActionStore(database()).find(action?.id ?? '');
    expect(kept).toMatchObject({ adminId: ADA, before: null, undoneAt: clock.now() });
    expect(await here.resume('groq', ADA)).toBeNull();
  });

  it('stays as somebody left it later when the older act is undone', async () => {
    const first = await here.pause('groq', ADA);
    clock.advance(1_000);
    const resumed = await here.resume('groq', MARYAM);
    clock.advance(1_000);
    await here.pause('groq', MARYAM);
    expect([await undo(first), await undo(resumed)]).toEqual(['changed', 'changed']);
    here.forget();
    expect(await pausedBy(here)).toBe(MARYAM);
    // Nothing was undone, so nothing says that it was.
    expect(await createAdminActionStore(database()).find(first?.id ?? '')).toMatchObject({ undoneAt: null });
  });

  it('is paused as before when its resumption is undone', async () => {
    await here.pause('groq', ADA);
    clock.advance(1_000);
    const resumed = await here.resume('groq', MARYAM);
    clock.advance(1_000);
    expect(await undo(resumed)).toBe('undone');
    here.forget();
    expect((await here.current()).get('groq')).toEqual({
      provider: 'groq',
      pausedBy: ADA,
      pausedAt: new Date(START),
    });
  });
});

describeOnEachEngine('a change of a person’s budget', (engine) => {
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock(START);
  const store = () => createUserBudgetStore(database());
  const act = () => {
    clock.advance(1_000);
    return { by: ADA, at: clock.now() };
  };
  const now = () => store().read(7n, '2026-11-21');

  it('can be undone as long as nobody changed it again', async () => {
    const first = await store().set(7n, 100, act());
    const second = await store().set(7n, 200, act());
    expect(await undoAction(database(), first, act())).toBe('changed');
    expect(await undoAction(database(), second, act())).toBe('undone');
    expect(await now()).toEqual({ ownTokens: 100, extraTokens: 0 });
    const third = await store().set(7n, null, act());
    expect(await undoAction(database(), third, act())).toBe('undone');
    expect(await now()).toEqual({ ownTokens: 100, extraTokens: 0 });
  });

  it('that gave them their first own one leaves none when it is undone', async () => {
    const first = await store().set(7n, 100, act());
    expect(await undoAction(database(), first, act())).toBe('undone');
    expect(await now()).toEqual({ ownTokens: null, extraTokens: 0 });
  });

  it('for today takes back what it added, not what others added', async () => {
    const first = await store().raise(7n, '2026-11-21', 100, act());
    await store().raise(7n, '2026-11-21', 50, act());
    expect(await undoAction(database(), first, act())).toBe('undone');
    expect(await undoAction(database(), first, act())).toBe('already');
    expect(await now()).toEqual({ ownTokens: null, extraTokens: 50 });
  });
});
