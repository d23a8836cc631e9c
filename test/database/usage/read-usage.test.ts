import { createUsualDayReader } from '../../../src/usage/reading/usual-day.ts';
import { createForgottenUseStore } from '../../../src/database/people/forgotten-use-store.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import { createPseudonyms } from '../../../src/foundation/pseudonym.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { readOwnUsage } from '../../../src/usage/reading/own-usage.ts';
import { periodOf, readUsage } from '../../../src/usage/reading/read-usage.ts';
import { sumTotals } from '../../../src/usage/reading/usage-totals.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

describe('a period', () => {
  it.each([
    [1, '2026-11-22', '2026-11-22'],
    [7, '2026-11-16', '2026-11-22'],
    [30, '2026-10-24', '2026-11-22'],
  ])('of %d days ends today, in its own time zone', (days, from, to) => {
    const now = new Date('2026-11-21T20:30:00Z');
    expect(periodOf(now, days, 'Asia/Tehran')).toEqual({ from, to, days, timezone: 'Asia/Tehran' });
  });
});

describe('a sum of totals', () => {
  it('of nothing is zero and unknown', () => {
    expect(sumTotals([])).toMatchObject({
      requests: 0,
      averageTokens: null,
      costPicoUsd: 0n,
      lastUsedAt: null,
    });
  });
});

describeOnEachEngine('reading usage back', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    ledger = openTestLedger(database(), { clock, timeZone: 'Asia/Tehran' });
  });

  async function send(instant: string, changes: Parameters<typeof chatRequest>[0] = {}): Promise<void> {
    clock.set(instant);
    const booking = await ledger.book(chatRequest(changes));
    if (booking) await ledger.settle(booking, answered(90, 10));
  }

  const read = (now: string, days: number, userId: bigint | null = null) =>
    readUsage(createUsageStore(database()), {
      now: new Date(now),
      days,
      timeZone: 'Asia/Tehran',
      userId,
      topUsers: 10,
      topChats: 10,
      readLatency: async () => [],
      readUsualDay: createUsualDayReader(createUsageStore(database())),
    });

  it('takes what falls into the period, to the first instant of its first day', async () => {
    await send('2026-11-14T20:29:59.999Z');
    await send('2026-11-14T20:30:00.000Z', { userId: 8n });
    await send('2026-11-21T20:29:59.999Z', { userId: 8n });
    const usage = await read('2026-11-21T20:29:59.999Z', 7);
    expect(sumTotals(usage.totals)).toMatchObject({ requests: 2, totalTokens: 200, averageTokens: 100 });
    expect(usage.days.map(({ date }) => date)).toEqual(['2026-11-15', '2026-11-21']);
    expect(usage.topUsers).toMatchObject([{ userId: 8n, requests: 2 }]);
  });

  it('tells today apart, and what is usual by this time where three whole days are known', async () => {
    const days = ['17', '18', '19', '20'];
    for (const day of days) await send(`2026-11-${day}T06:00:00Z`);
    for (const day of days) await send(`2026-11-${day}T07:00:00Z`);
    for (const day of days) await send(`2026-11-${day}T18:00:00Z`);
    await send('2026-11-21T09:00:00Z');
    const usage = await read('2026-11-21T12:00:00Z', 7);
    expect(sumTotals(usage.today)).toMatchObject({ requests: 1, totalTokens: 100 });
    // The first day of all may have begun at any hour, so it does not count; of the others, two came before noon.
    expect(usage.usualToday).toMatchObject({ requests: 2, totalTokens: 200 });
    expect((await read('2026-11-20T12:00:00Z', 7)).usualToday).toBeNull();
    const own = await read('2026-11-21T12:00:00Z', 7, 8n);
    expect([sumTotals(own.today).requests, own.usualToday]).toEqual([0, null]);
  });

  it('takes one person’s alone, without a list of others', async () => {
    await send('2026-11-21T10:00:00Z');
    await send('2026-11-21T11:00:00Z', { userId: 8n });
    const usage = await read('2026-11-21T12:00:00Z', 7, 8n);
    expect(sumTotals(usage.totals).requests).toBe(1);
    expect(usage.topUsers).toEqual([]);
  });

  it('counts Google’s day from midnight in California, and the month in UTC', async () => {
    const gemini = { provider: 'gemini', model: 'gemini-3.5-flash-lite' } as const;
    await send('2026-10-31T23:59:59Z', gemini);
    await send('2026-11-01T00:00:00Z', gemini);
    await send('2026-11-21T07:59:59Z', gemini);
    await send('2026-11-21T08:00:00Z', gemini);
    const { counts } = await read('2026-11-21T08:00:30Z', 1);
    const countOf = (window: 'minute' | 'day' | 'month') => counts[window].map(({ requests }) => requests);
    expect([countOf('minute'), countOf('day'), countOf('month')]).toEqual([[2], [1], [3]]);
    expect(counts.dayEndsAt).toEqual(new Date('2026-11-22T08:00:00Z'));
    expect(counts.monthEndsAt).toEqual(new Date('2026-12-01T00:00:00Z'));
  });

  it('tells a person their own today and month', async () => {
    await send('2026-11-20T20:29:00Z');
    await send('2026-11-20T20:30:00Z');
    await send('2026-11-21T10:00:00Z', { userId: 8n });
    await send('2026-01-01T10:00:00Z');
    const sourcesIn = (timeZone: string) => ({
      usage: createUsageStore(database()),
      forgottenUse: createForgottenUseStore(database(), createPseudonyms()),
      timeZone,
    });
    const own = await readOwnUsage(sourcesIn('Asia/Tehran'), 7n, new Date('2026-11-21T12:00:00Z'));
    expect(own).toMatchObject({
      days: 30,
      today: { requests: 1, totalTokens: 100 },
      period: { requests: 2 },
    });
    expect((await readOwnUsage(sourcesIn('UTC'), 9n, new Date())).period.requests).toBe(0);
  });
});
