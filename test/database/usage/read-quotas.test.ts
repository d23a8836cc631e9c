import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { readQuotas } from '../../../src/usage/quotas/read-quotas.ts';
import { readRecentDays } from '../../../src/usage/reading/read-recent-days.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

const GEMINI = { provider: 'gemini', model: 'gemini-3.5-flash-lite' } as const;

describeOnEachEngine('what quotas are told from', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock('2026-11-21T12:00:00Z');
    ledger = openTestLedger(database(), { clock });
  });

  async function send(instant: string, changes: Parameters<typeof chatRequest>[0] = {}): Promise<void> {
    clock.set(instant);
    const booking = await ledger.book(chatRequest(changes));
    if (booking) await ledger.settle(booking, answered(90, 10));
  }

  const read = (now: string) => readQuotas(createUsageStore(database()), new Date(now));

  it.each([
    // Clocks in California go back at 9:00 UTC: the day has 25 hours.
    ['2026-11-01T07:00:00Z', '2026-11-02T08:00:00.000Z'],
    // They go forward at 10:00 UTC: the day has 23 hours.
    ['2026-03-08T08:00:00Z', '2026-03-09T07:00:00.000Z'],
  ])('counts Google’s whole day when it has 23 or 25 hours: from %s', async (start, end) => {
    const before = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
    for (const instant of [before(start), start, before(end), end]) await send(instant, GEMINI);
    const { counts } = await read(before(end));
    expect(counts.day.map(({ requests }) => requests)).toEqual([3]);
    expect(counts.dayEndsAt.toISOString()).toBe(end);
    expect((await read(before(start))).counts.dayEndsAt).toEqual(new Date(start));
  });

  it.each([
    ['2026-02-28T23:59:59Z', '2026-03-01T00:00:00.000Z'],
    ['2028-02-29T12:00:00Z', '2028-03-01T00:00:00.000Z'],
    ['2026-12-31T23:59:59Z', '2027-01-01T00:00:00.000Z'],
    ['2026-04-30T00:00:00Z', '2026-05-01T00:00:00.000Z'],
  ])('knows the end of the month of %s', async (now, end) => {
    expect((await read(now)).counts.monthEndsAt.toISOString()).toBe(end);
  });

  it('is the running hour and the two before it, hour by hour', async () => {
    for (const instant of ['09:59:59.999', '10:00:00', '11:10:00', '11:50:00', '12:00:00'])
      await send(`2026-11-21T${instant}Z`);
    const { hours } = await read('2026-11-21T12:59:59.999Z');
    expect(
      new Map(hours.map(({ hour, requests, totalTokens }) => [hour.toISOString(), [requests, totalTokens]])),
    ).toEqual(
      new Map([
        ['2026-11-21T10:00:00.000Z', [1, 100]],
        ['2026-11-21T11:00:00.000Z', [2, 200]],
        ['2026-11-21T12:00:00.000Z', [1, 100]],
      ]),
    );
  });

  it('knows what is in flight, by model', async () => {
    await send('2026-11-21T12:00:00Z');
    for (const changes of [{}, {}, GEMINI]) await ledger.book(chatRequest(changes));
    const { inFlight } = await read('2026-11-21T12:00:00Z');
    expect(Object.fromEntries(inFlight.map(({ provider, requests }) => [provider, requests]))).toEqual({
      gemini: 1,
      groq: 2,
    });
  });

  it('is, for a forecast, this month of both calendars, and the first day of all', async () => {
    // 1 Aban is 23 October, 1 Azar 22 November.
    for (const day of ['2026-09-01', '2026-10-22', '2026-10-23', '2026-11-01'])
      await send(`${day}T12:00:00Z`);
    const recent = (today: string) => readRecentDays(createUsageStore(database()), today);
    expect(await recent('2026-11-01')).toMatchObject({
      firstDay: '2026-09-01',
      days: [{ date: '2026-10-23' }, { date: '2026-11-01' }],
    });
    expect((await recent('2026-11-30')).days).toMatchObject([{ date: '2026-11-01' }]);
  });

  it('is nothing in an empty database', async () => {
    expect(await read('2026-11-21T12:00:00Z')).toMatchObject({ readings: [], inFlight: [], hours: [] });
    expect(await createUsageStore(database()).firstDay()).toBeNull();
  });
});
