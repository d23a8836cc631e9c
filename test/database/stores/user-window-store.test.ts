import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { addDays } from '../../../src/foundation/day.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { seededRandom } from '../../support/random.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, failed, openTestLedger } from '../../support/database/test-ledger.ts';

const TODAY = '2026-11-21';

describeOnEachEngine('the list of top users', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock(`${TODAY}T12:00:00Z`);
    ledger = openTestLedger(database(), { clock });
  });

  const topUsers = (days: number, take: number, today = TODAY) =>
    createUsageStore(database()).topUsers({
      from: addDays(today, 1 - days),
      closedTo: addDays(today, -1),
      today,
      take,
    });

  /** The same, from every single row. Among equals, nobody promises an order. */
  async function bruteForce(days: number, take: number) {
    const rows = await database().client.aiUsage.findMany({
      where: { status: { not: 'pending' }, userId: { not: null } },
    });
    const from = addDays(TODAY, 1 - days);
    const people = new Map<
      bigint,
      { userId: bigint; requests: number; totalTokens: number; costPicoUsd: bigint }
    >();
    for (const { userId, totalTokens, costPicoUsd, date } of rows) {
      if (userId === null || date.toISOString().slice(0, 10) < from) continue;
      const person = people.get(userId) ?? { userId, requests: 0, totalTokens: 0, costPicoUsd: 0n };
      person.requests += 1;
      person.totalTokens += totalTokens ?? 0;
      person.costPicoUsd += costPicoUsd ?? 0n;
      people.set(userId, person);
    }
    const ranked = [...people.values()].toSorted((a, b) => b.totalTokens - a.totalTokens);
    return { all: people, tokens: ranked.slice(0, take).map(({ totalTokens }) => totalTokens) };
  }

  async function expectExact(days: number, take: number): Promise<void> {
    const expected = await bruteForce(days, take);
    const top = await topUsers(days, take);
    expect(top.map(({ totalTokens }) => totalTokens)).toEqual(expected.tokens);
    expect(top).toEqual(top.map(({ userId }) => expected.all.get(userId)));
  }

  /** Requests of one moment; without tokens they failed. */
  async function send(
    instant: string,
    requests: readonly { userId: bigint; tokens: number }[],
  ): Promise<void> {
    clock.set(instant);
    await Promise.all(
      requests.map(async ({ userId, tokens }) => {
        const booking = await ledger.book(chatRequest({ userId }));
        if (booking) await ledger.settle(booking, tokens > 0 ? answered(tokens, 1) : failed());
      }),
    );
    clock.set(`${TODAY}T12:00:00Z`);
  }

  it('agrees with every single row, for closed days and today', async () => {
    const random = seededRandom(1);
    for (let daysAgo = 0; daysAgo < 9; daysAgo++) {
      const requests = Array.from({ length: 50 }, () => ({
        userId: BigInt(1 + random(130)),
        tokens: random(8) === 0 ? 0 : random(900),
      }));
      await send(`${addDays(TODAY, -daysAgo)}T09:30:00Z`, requests);
    }
    for (const days of [1, 2, 7, 30]) for (const take of [1, 10, 60, 500]) await expectExact(days, take);
  });

  it('finds somebody who is first only in sum', async () => {
    const person = (index: number) => ({ userId: BigInt(100 + index), tokens: 100 + index });
    const others = Array.from({ length: 60 }, (_, index) => index);
    // In neither list among the first fifty, and above them all together.
    const inBoth = { userId: 7n, tokens: 105 };
    await send('2026-11-20T01:00:00Z', [...others.map((index) => person(index)), inBoth]);
    await send(`${TODAY}T01:00:00Z`, [
      ...others.map((index) => person(60 + index)),
      { ...inBoth, tokens: 165 },
    ]);
    await expectExact(7, 1);
    expect((await topUsers(7, 1))[0]?.userId).toBe(7n);
  });

  it('counts what is settled late on a day that was summed already', async () => {
    await send('2026-11-18T12:00:00Z', [{ userId: 7n, tokens: 10 }]);
    await expectExact(7, 5);
    clock.set('2026-11-19T23:59:00Z');
    const late = await ledger.book(chatRequest({ userId: 8n }));
    clock.set(`${TODAY}T12:00:00Z`);
    expect(await topUsers(7, 5)).toHaveLength(1);
    if (late) await ledger.settle(late, answered(500, 1));
    expect((await topUsers(7, 5)).map(({ userId }) => userId)).toEqual([8n, 7n]);
    await expectExact(7, 5);
    await expectExact(30, 5);
  });

  it('sums each window once a day and forgets those of days before', async () => {
    await send('2026-11-18T12:00:00Z', [{ userId: 7n, tokens: 10 }]);
    await topUsers(7, 5);
    await topUsers(30, 5);
    await topUsers(7, 5);
    const windows = () => database().client.aiUsageUserWindow.count({ where: { userId: 0n } });
    expect(await windows()).toBe(2);
    await topUsers(7, 5, addDays(TODAY, 1));
    expect(await windows()).toBe(1);
  });

  it('is empty when nobody used anything, and the same when many ask at once', async () => {
    expect(await topUsers(7, 5)).toEqual([]);
    await send('2026-11-18T12:00:00Z', [{ userId: 7n, tokens: 10 }]);
    const lists = await Promise.all(Array.from({ length: 8 }, () => topUsers(30, 5)));
    expect(new Set(lists.map((list) => `${list.length} ${list[0]?.totalTokens}`))).toEqual(new Set(['1 11']));
  });
});
