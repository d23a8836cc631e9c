import { announceAsked, CARDS_WITHIN_MS, MOST_CARDS } from '../../../src/access/announce-asked.ts';
import { createAccessStore, type AccessStore } from '../../../src/database/admin/access-store.ts';
import { createJobStore } from '../../../src/database/admin/job-store.ts';
import { ALONE_MS, createRunAlone } from '../../../src/database/admin/run-alone.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { until } from '../../support/until.ts';
import { FakeClock } from '../../support/clocks/fake-clock.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

describeOnEachEngine('admins are told who asks', (engine) => {
  const database = shareTestDatabase(engine);
  let store: AccessStore;
  let clock: FakeClock;
  let told: number[];

  beforeEach(() => {
    store = createAccessStore(database());
    clock = new FakeClock('2026-11-29T10:00:00Z');
    told = [];
  });

  const open = (sendCard: () => Promise<boolean>) =>
    announceAsked({
      store,
      alone: createRunAlone({ job: 'cards', claims: createJobStore(database()), clock }),
      sendCard,
      sendDigest: async (rows) => told.push(rows.length) > 0,
      tolerate: (work) => work(),
      clock,
      logger: keepLogLines().logger,
    });
  /** Looks once, and tells of how many each message was. */
  const look = async (sendCard = async () => told.push(1) > 0) => {
    const lookout = open(sendCard);
    await lookout.look();
    await lookout.stop();
    return told.splice(0);
  };
  const ask = (accountId: bigint) =>
    store.ask(
      {
        accountId,
        title: `Person ${accountId}`,
        username: null,
        locale: null,
        telegramLanguage: null,
        askedBy: accountId,
      },
      clock.now(),
    );
  const askAll = (from: bigint, many: number) =>
    Promise.all(Array.from({ length: many }, (_, index) => ask(from + BigInt(index))));
  const letIn = (accountId: bigint) =>
    store.decide({ accountId, state: 'admitted', until: null, seen: 0 }, { by: 1n, at: clock.now() });

  it('by a card each while they are few, then by one digest in ten minutes', async () => {
    await askAll(100n, MOST_CARDS);
    expect(await look()).toEqual([1, 1, 1, 1, 1]);
    await askAll(200n, 3);
    expect(await look()).toEqual([3]);
    await askAll(300n, 2);
    expect(await look()).toEqual([]);
    clock.skip(CARDS_WITHIN_MS + 1);
    expect(await look()).toEqual([1, 1]);
  });

  it('though an admin has just let in many who never wrote', async () => {
    for (let id = 400n; id < 410n; id++) await letIn(id);
    await ask(500n);
    expect(await look()).toEqual([1]);
  });

  it('though the database has just let in all whom it knew', async () => {
    const known = Array.from({ length: 10 }, (_, index) => ({
      accountId: BigInt(600 + index),
      state: 'admitted',
      title: '',
      changedAt: clock.now(),
      announcedAt: clock.now(),
    }));
    await database().client.access.createMany({ data: known });
    await ask(700n);
    expect(await look()).toEqual([1]);
  });

  it('by one of the replicas that look at the same moment', async () => {
    await askAll(100n, 3);
    const sent = await Promise.all([look(), look(), look()]);
    expect(sent.flat()).toEqual([1, 1, 1]);
    expect(await look()).toEqual([]);
  });

  it('by the next process, a minute after one was killed before it noted what it sent', async () => {
    await ask(100n);
    const killed = open(() => new Promise(() => undefined));
    void killed.look();
    await until(async () => (await database().client.jobRun.count()) > 0);
    const next = open(async () => told.push(1) > 0);
    await next.look();
    expect(told).toEqual([]);
    clock.skip(ALONE_MS);
    await until(async () => {
      await clock.advance(1_000);
      return told.length > 0;
    });
    await next.stop();
    expect(told.splice(0)).toEqual([1]);
    expect(await look()).toEqual([]);
  });

  it('again when nobody was reached', async () => {
    await ask(100n);
    expect(await look(async () => false)).toEqual([]);
    expect(await look()).toEqual([1]);
  });

  it('though the clock was set back a day after many were announced', async () => {
    await askAll(800n, MOST_CARDS + 1);
    expect(await look()).toEqual([MOST_CARDS + 1]);
    clock.setWall('2026-11-28T10:00:00Z');
    await ask(900n);
    expect(await look()).toEqual([1]);
  });
});
