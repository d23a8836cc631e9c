import { createConversationStore } from '../../../src/database/people/conversation-store.ts';
import { createRetentionStore } from '../../../src/database/ledger/retention-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { cleanUp } from '../../../src/usage/maintenance/clean-up.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

describeOnEachEngine('the clean-up', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    ledger = openTestLedger(database(), { clock, timeZone: 'Asia/Tehran' });
  });

  const run = (retentionDays: number) =>
    cleanUp({
      store: createRetentionStore(database(), clock),
      retentionDays,
      keptTurns: 3,
      timeZone: 'Asia/Tehran',
      clock: new SteppingClock(NOW.toISOString()),
    });

  async function send(instant: string): Promise<void> {
    clock.set(instant);
    const booking = await ledger.book(chatRequest());
    if (booking) await ledger.settle(booking, answered(10, 1));
  }

  const left = async () => {
    const rows = await database().client.aiUsage.findMany({ orderBy: { createdAt: 'asc' } });
    return rows.map(({ createdAt }) => createdAt.toISOString());
  };

  it('deletes requests of days that are older than the retention, to the instant', async () => {
    // Thirty whole days before today in Tehran began here.
    await send('2026-10-21T20:29:59.999Z');
    await send('2026-10-21T20:30:00.000Z');
    await send('2026-11-21T11:59:59.999Z');
    expect(await run(30)).toBe(1);
    expect(await left()).toEqual(['2026-10-21T20:30:00.000Z', '2026-11-21T11:59:59.999Z']);
  });

  it('leaves every total as it was', async () => {
    for (const day of ['2025-01-01', '2026-10-01', '2026-11-20']) await send(`${day}T12:00:00Z`);
    const store = createUsageStore(database());
    const totals = async () => [
      await store.totals('2025-01-01', '2026-11-21'),
      await store.days('2025-01-01', '2026-11-21'),
      await store.totalsOfUser(7n, '2025-01-01', '2026-11-21'),
    ];
    const before = await totals();
    expect(await run(30)).toBe(2);
    expect(await totals()).toEqual(before);
  });

  it('leaves requests that somebody still has to settle, and settling them counts', async () => {
    clock.set('2026-09-01T12:00:00Z');
    const booking = await ledger.book(chatRequest());
    expect(await run(30)).toBe(0);
    if (booking) await ledger.settle(booking, answered(10, 1));
    const [total] = await createUsageStore(database()).totals('2026-09-01', '2026-09-01');
    expect(total).toMatchObject({ requests: 1, totalTokens: 11 });
    expect(await run(30)).toBe(1);
  });

  it('keeps all when told so', async () => {
    await send('2020-01-01T12:00:00Z');
    expect(await run(0)).toBe(0);
    expect(await left()).toHaveLength(1);
  });

  it.each([199, 200, 201, 450])('deletes all of %d, in batches', async (count) => {
    await Promise.all(Array.from({ length: count }, () => send('2026-09-01T12:00:00Z')));
    const store = createRetentionStore(database(), clock);
    const batches: number[] = [];
    const deleteRequests = async (before: Date, take: number) => {
      batches.push(await store.deleteRequests(before, take));
      return batches.at(-1) ?? 0;
    };
    clock.set(NOW.toISOString());
    const options = { retentionDays: 30, keptTurns: 3, timeZone: 'UTC', clock };
    expect(await cleanUp({ store: { ...store, deleteRequests }, ...options })).toBe(count);
    expect(Math.max(...batches)).toBeLessThanOrEqual(200);
    expect(await left()).toEqual([]);
  });

  it('deletes hours that no quota window reaches back to, and keeps a month and more', async () => {
    await send('2026-09-01T12:00:00Z');
    await send('2026-10-01T12:00:00Z');
    await run(30);
    const hours = await database().client.aiUsageHour.findMany();
    expect(hours.map(({ hour }) => hour.toISOString())).toEqual(['2026-10-01T12:00:00.000Z']);
  });

  it('deletes what no conversation recalls any more, whatever the retention, and leaves every other turn', async () => {
    const history = createConversationStore(database());
    const sayings = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ role: 'user' as const, content: `${index + 1}` }));
    await history.append('long', sayings(450), NOW);
    await history.append('short', sayings(3), NOW);
    await run(0);
    const contents = async (conversation: string) =>
      (await history.recent(conversation, 1_000)).map(({ content }) => content);
    expect(await contents('long')).toEqual(['448', '449', '450']);
    expect(await contents('short')).toEqual(['1', '2', '3']);
  });

  it('deletes working data in batches too, and no reservation that still holds something', async () => {
    const old = new Date('2026-01-01');
    const held = [0, 5].map((reservedTokens, index) => ({
      userId: BigInt(index + 1),
      date: old,
      reservedTokens: BigInt(reservedTokens),
    }));
    const { client } = database();
    await client.userReservation.createMany({ data: held });
    const runs = Array.from({ length: 450 }, (_, index) => new Date(old.getTime() + index * 60_000));
    await client.jobRun.createMany({ data: runs.map((tick) => ({ job: 'report', tick, ranAt: tick })) });
    await run(0);
    expect(await client.jobRun.count()).toBe(0);
    expect((await client.userReservation.findMany()).map(({ userId }) => userId)).toEqual([2n]);
  });
});
