import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { comparePeriods } from '../../../src/usage/reading/compare-periods.ts';
import { readCompared } from '../../../src/usage/reading/read-compared.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger } from '../../support/database/test-ledger.ts';

describeOnEachEngine('two periods to compare', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  async function send(at: string, requests: number): Promise<void> {
    clock.set(at);
    for (let count = 0; count < requests; count++) {
      const booking = await ledger.book(chatRequest({}));
      if (booking) await ledger.settle(booking, answered(100, 20));
    }
  }

  async function change(now: string, days: number, timeZone = 'UTC') {
    const compared = await readCompared(createUsageStore(database()), { now: new Date(now), days, timeZone });
    return compared && comparePeriods(compared);
  }

  beforeEach(() => {
    clock = new SteppingClock('2026-11-01T12:00:00.000Z');
    ledger = openTestLedger(database(), { clock });
  });

  it('are today and yesterday until the same time', async () => {
    await send('2026-11-19T23:00:00Z', 1);
    await send('2026-11-20T00:20:00Z', 2);
    await send('2026-11-20T00:55:00Z', 1);
    await send('2026-11-20T18:00:00Z', 7);
    await send('2026-11-21T00:30:00Z', 1);
    expect(await change('2026-11-21T00:55:00Z', 1)).toMatchObject({ span: 'today', days: 1, requests: -0.5 });
    // Of the first day nobody knows whether it had begun by then.
    expect(await change('2026-11-20T23:30:00Z', 1)).toBeNull();
    expect(await change('2026-11-21T00:56:00Z', 1)).toMatchObject({ requests: 1 / 3 - 1 });
    expect(await change('2026-11-21T00:10:00Z', 1)).toBeNull();
  });

  it('are none where yesterday is cleaned up in part', async () => {
    await send('2026-11-19T00:20:00Z', 1);
    await send('2026-11-20T00:20:00Z', 3);
    await send('2026-11-21T00:30:00Z', 1);
    const { client } = database();
    const oldest = await client.aiUsage.findFirstOrThrow({
      where: { createdAt: { gte: new Date('2026-11-20') } },
      orderBy: { createdAt: 'asc' },
    });
    await client.aiUsage.delete({ where: { id: oldest.id } });
    expect(await change('2026-11-21T12:00:00Z', 1)).toBeNull();
  });

  it('are the whole days until yesterday and as many before them', async () => {
    await send('2026-11-06T15:00:00Z', 1);
    for (let day = 7; day <= 20; day++)
      await send(`2026-11-${String(day).padStart(2, '0')}T10:00:00Z`, day < 14 ? 2 : 3);
    await send('2026-11-21T00:30:00Z', 1);
    const week = { span: 'whole_days', days: 7, requests: 0.5, totalTokens: 0.5, cause: 'more_requests' };
    expect(await change('2026-11-21T00:55:00Z', 7)).toMatchObject(week);
    expect(await change('2026-11-21T23:59:00Z', 7)).toMatchObject(week);
  });

  it('are none where the earlier one began before the first request', async () => {
    expect(await change('2026-11-21T12:00:00Z', 7)).toBeNull();
    expect(await change('2026-11-21T12:00:00Z', 1)).toBeNull();
    await send('2026-11-08T10:00:00Z', 1);
    await send('2026-11-20T10:00:00Z', 9);
    expect(await change('2026-11-21T12:00:00Z', 7)).toBeNull();
    // The 8th is compared with nothing: it may have begun at noon.
    expect(await change('2026-11-22T12:00:00Z', 7)).toBeNull();
    await send('2026-11-09T10:00:00Z', 3);
    expect(await change('2026-11-23T12:00:00Z', 7)).toMatchObject({ requests: 2 });
    expect(await change('2026-12-08T12:00:00Z', 30)).toBeNull();
  });
});
