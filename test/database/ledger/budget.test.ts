import type { Database } from '../../../src/database/engine/database.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { expectLedgerInvariants, readReservedTokens } from '../../support/database/ledger-invariants.ts';
import { keepLogLines } from '../../support/bot/log-lines.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  openTestLedger,
  wholeClaim,
} from '../../support/database/test-ledger.ts';

describeOnEachEngine('a person’s budget', (engine) => {
  const clock = new SteppingClock('2026-11-21T12:00:00Z');
  const log = keepLogLines();
  let database: Database;
  let replica: Awaited<ReturnType<typeof openReplica>>;
  let first: Ledger;
  let second: Ledger;

  // Before the database goes.
  afterAll(() => replica.close());
  const shared = shareTestDatabase(engine);

  beforeAll(async () => {
    database = shared();
    replica = await openReplica(database);
    first = openTestLedger(database, { clock, owner: 'first/1/a', logger: log.logger });
    second = openTestLedger(replica.database, { clock, owner: 'second/1/b', logger: log.logger });
  });

  it('is never exceeded by fifty bookings at once on two replicas, and the refused leave no row', async () => {
    const attempts = Array.from({ length: 50 }, (_, index) => book(index % 2 ? first : second, 30, 1_000));
    const booked = (await Promise.all(attempts)).filter((one) => one !== null);
    expect(booked).toHaveLength(33);
    expect(booked.map(({ grantedTokens }) => grantedTokens)).toEqual(Array.from({ length: 33 }, () => 30));
    expect(await database.client.aiUsage.count()).toBe(33);
    expect(await readReservedTokens(database)).toBe(990);
    await expectLedgerInvariants(database);
  });

  it.each([
    ['one token less than what is left', 399, 399],
    ['exactly what is left', 400, 400],
    ['one token more than what is left', 401, null],
  ])('grants %s', async (_, tokens, granted) => {
    const spent = await book(first, 500, 1_000);
    if (spent) await first.settle(spent, answered(500, 100));
    expect((await book(second, tokens, 1_000))?.grantedTokens ?? null).toBe(granted);
  });

  it('grants what is left when that is at least the minimum', async () => {
    const claim = { limitTokens: 100, minimumTokens: 60, wantedTokens: 500 };
    expect((await first.book(chatRequest({ budget: claim })))?.grantedTokens).toBe(100);
    expect(await first.book(chatRequest({ budget: claim }))).toBeNull();
  });

  it('gives back what a request held and did not use', async () => {
    const holding = await book(first, 1_000, 1_000);
    expect(await book(second, 10, 1_000)).toBeNull();
    if (holding) await first.settle(holding, failed());
    expect(await readReservedTokens(database)).toBe(0);
    expect(await book(second, 1_000, 1_000)).not.toBeNull();
  });

  it('finds the room that a settlement of the same moment frees', async () => {
    const holding = await book(first, 1_000, 1_000);
    if (!holding) throw new Error('the booking was refused');
    const [, next] = await Promise.all([first.settle(holding, failed()), book(first, 1_000, 1_000)]);
    expect(next).not.toBeNull();
    await expectLedgerInvariants(database);
  });

  it('gives back once what is settled twice, in one commit and by two replicas at once', async () => {
    const held: Booking[] = [];
    for (let index = 0; index < 20; index++) {
      const booking = await book(first, 50, 1_000);
      if (booking) held.push(booking);
    }
    const settle = (ledger: Ledger) => held.map((booking) => ledger.settle(booking, answered(1, 1)));
    await Promise.all([...settle(first), ...settle(second), ...settle(first)]);
    expect(await readReservedTokens(database)).toBe(0);
    await expectLedgerInvariants(database);
  });

  it('belongs to one person and one day', async () => {
    await book(first, 1_000, 1_000);
    const other = chatRequest({ userId: 8n, budget: wholeClaim(1_000, 1_000) });
    expect(await second.book(other)).not.toBeNull();
    clock.set('2026-11-22T00:00:00Z');
    expect(await book(first, 1_000, 1_000)).not.toBeNull();
    await expectLedgerInvariants(database);
  });

  it('does not bind those who have none', async () => {
    await book(first, 1_000, 1_000);
    expect((await first.book(chatRequest()))?.grantedTokens).toBeNull();
    expect(
      (await first.book(chatRequest({ userId: null, budget: wholeClaim(5, 1) })))?.grantedTokens,
    ).toBeNull();
  });

  it('holds while many people ask and are answered on two replicas at once', async () => {
    const limit = 300;
    const converse = async (person: number, turn: number) => {
      const ledger = (person + turn) % 2 ? first : second;
      const budget = { limitTokens: limit, minimumTokens: 20, wantedTokens: 60 };
      const booking = await ledger.book(chatRequest({ userId: BigInt(person), budget }));
      if (booking) await ledger.settle(booking, answered(20, (booking.grantedTokens ?? 0) - 20));
    };
    const turns = Array.from({ length: 160 }, (_, index) =>
      converse(1 + (index % 10), Math.floor(index / 10)),
    );
    await Promise.all(turns);
    // Nobody waited for somebody who waited for them.
    expect(log.lines).toEqual([]);
    const people = await database.client.aiUsageUserSummary.findMany();
    expect(people.map(({ totalTokens }) => totalTokens)).toEqual(people.map(() => BigInt(limit)));
    expect(await readReservedTokens(database)).toBe(0);
    await expectLedgerInvariants(database);
  });
});

function book(ledger: Ledger, tokens: number, limitTokens: number): Promise<Booking | null> {
  return ledger.book(chatRequest({ budget: wholeClaim(tokens, limitTokens) }));
}
