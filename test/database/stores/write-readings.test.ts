import type { StoredReading } from '../../../src/database/totals/stored-reading.ts';
import { createUsageStore } from '../../../src/database/reading/usage-store.ts';
import type { RateLimitSnapshot } from '../../../src/providers/contract/measurement.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { readQuotas } from '../../../src/usage/quotas/read-quotas.ts';
import { reconcileProvider } from '../../../src/usage/quotas/unexplained-use.ts';
import type { Booking } from '../../../src/usage/ledger/booking.ts';
import { openReplica } from '../../support/database/open-replica.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import {
  answered,
  chatRequest,
  failed,
  noKeyHashes,
  openTestLedger,
} from '../../support/database/test-ledger.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const START = '2026-11-21T14:20:00.000Z';

describeOnEachEngine('a provider’s counter beside ours', (engine) => {
  const database = shareTestDatabase(engine);
  let clock: SteppingClock;
  let ledger: Ledger;

  beforeEach(() => {
    clock = new SteppingClock(START);
    ledger = openTestLedger(database(), { clock });
  });

  /** What headers said at this moment, of requests a day that are renewed at midnight. */
  function left(
    remaining: number | null,
    changes: { limit?: number; resetAt?: Date | null } = {},
  ): RateLimitSnapshot {
    const resetAt = new Date('2026-11-22T00:00:00Z');
    const limits = [
      {
        unit: 'requests',
        window: 'day',
        limit: 1000,
        remaining,
        resetAt,
        source: 'reported',
        ...changes,
      } as const,
    ];
    return { limits, raw: {}, observedAt: clock.now() };
  }

  async function book(model = 'm', by = ledger): Promise<Booking> {
    const booking = await by.book(chatRequest({ provider: 'cerebras', model }));
    if (!booking) throw new Error('the booking was refused');
    return booking;
  }

  async function ask(rateLimits: RateLimitSnapshot | null, model = 'm'): Promise<void> {
    await ledger.settle(await book(model), answered(10, 5, { rateLimits }));
  }

  const readings = () => createUsageStore(database()).quotaReadings();
  const baseline = async (): Promise<Partial<StoredReading>> => {
    const [reading] = await readings();
    return {
      baselineRemaining: reading?.baselineRemaining ?? null,
      baselineAt: reading?.baselineAt ?? null,
      bookedSince: reading?.bookedSince ?? -1,
    };
  };
  const unexplained = async () =>
    reconcileProvider(
      { id: 'cerebras', keyHash: '', refills: false },
      await readQuotas(createUsageStore(database()), clock.now()),
      clock.now(),
    );

  it('begins with the first reading, which includes its own request', async () => {
    await ask(left(999));
    const since = new Date(START);
    expect(await baseline()).toEqual({ baselineRemaining: 999, baselineAt: since, bookedSince: 0 });
    clock.advance(MINUTE);
    await ask(left(998));
    await ask(left(966));
    expect(await baseline()).toEqual({ baselineRemaining: 999, baselineAt: since, bookedSince: 2 });
    expect(await unexplained()).toEqual({ requests: 31, since });
  });

  it('counts our requests without headers too, of this model and provider alone', async () => {
    await ask(left(990));
    await ask(null);
    await ledger.settle(await book(), failed('timeout', 'timeout'));
    await ask(null, 'other');
    const groq = await ledger.book(chatRequest({ model: 'm' }));
    if (groq) await ledger.settle(groq, answered(1, 1));
    expect(await baseline()).toMatchObject({ bookedSince: 2 });
  });

  it('has one baseline for each quota, and none for tokens', async () => {
    const snapshot = left(990);
    const hour = { ...snapshot.limits[0]!, window: 'hour', limit: 150, remaining: 140 } as const;
    const tokens = { ...hour, unit: 'tokens', remaining: 9000 } as const;
    await ask({ ...snapshot, limits: [...snapshot.limits, hour, tokens] });
    await ask(left(989));
    const kept = (await readings()).map(({ unit, window, baselineRemaining, bookedSince }) => [
      `${unit} ${window}`,
      [baselineRemaining, bookedSince],
    ]);
    expect(Object.fromEntries(kept)).toEqual({
      'requests day': [990, 1],
      'requests hour': [140, 1],
      'tokens hour': [null, 0],
    });
  });

  it('begins anew when the kept reset has passed', async () => {
    await ask(left(500));
    clock.set('2026-11-21T23:59:59.999Z');
    await ask(left(400));
    expect(await baseline()).toMatchObject({ baselineRemaining: 500, bookedSince: 1 });
    clock.set('2026-11-22T00:00:00Z');
    expect(await unexplained()).toBeNull();
    // Others were quick: the counter has hardly risen.
    await ask(left(600, { resetAt: new Date('2026-11-23T00:00:00Z') }));
    expect(await baseline()).toEqual({ baselineRemaining: 600, baselineAt: clock.now(), bookedSince: 0 });
  });

  it('begins anew when the counter rose by half of what was used, and not when answers overtook each other', async () => {
    await ask(left(100, { resetAt: null }));
    clock.advance(1);
    await ask(left(550, { resetAt: null }));
    expect(await baseline()).toMatchObject({ baselineRemaining: 100 });
    clock.advance(1);
    await ask(left(776, { resetAt: null }));
    expect(await baseline()).toMatchObject({ baselineRemaining: 776, bookedSince: 0 });
    clock.advance(1);
    // A counter that has hardly been used rises by half of that whenever two answers change places.
    for (const remaining of [999, 995, 999]) await ask(left(remaining, { resetAt: null }));
    expect(await baseline()).toMatchObject({ baselineRemaining: 999, bookedSince: 2 });
  });

  it('begins anew with another limit', async () => {
    await ask(left(990));
    await ask(left(90, { limit: 100 }));
    expect(await baseline()).toMatchObject({ baselineRemaining: 90, bookedSince: 0 });
    expect(await unexplained()).toBeNull();
  });

  it('begins anew when the baseline is older than its window', async () => {
    await ask(left(990, { resetAt: null }));
    clock.advance(DAY - 1);
    await ask(left(900, { resetAt: null }));
    expect(await baseline()).toMatchObject({ baselineRemaining: 990, bookedSince: 1 });
    clock.advance(1);
    await ask(left(880, { resetAt: null }));
    expect(await baseline()).toMatchObject({ baselineRemaining: 880, bookedSince: 0 });
  });

  it('keeps its baseline through a reading that says nothing', async () => {
    await ask(left(990));
    await ask(left(null));
    expect(await unexplained()).toBeNull();
    await ask(left(950));
    expect(await baseline()).toMatchObject({ baselineRemaining: 990, bookedSince: 2 });
    expect(await unexplained()).toMatchObject({ requests: 38 });
  });

  it('takes the newest headers, whichever answer ends last', async () => {
    await ask(left(1000));
    const [slow, quick] = [await book(), await book()];
    const early = left(999);
    clock.advance(5_000);
    await ledger.settle(quick, answered(1, 1, { rateLimits: left(998) }));
    clock.advance(20_000);
    await ledger.settle(slow, answered(1, 1, { rateLimits: early }));
    expect(await readings()).toMatchObject([{ remaining: 998, bookedSince: 2, baselineRemaining: 1000 }]);
  });

  it('suspects nobody of what is in flight', async () => {
    await ask(left(1000));
    const running = await Promise.all(Array.from({ length: 8 }, () => book()));
    // The last one ends first, and its reading includes the others.
    await ledger.settle(running.pop()!, answered(1, 1, { rateLimits: left(992) }));
    expect(await unexplained()).toMatchObject({ requests: 7 });
    await ask(left(985));
    expect((await unexplained())?.requests).toBe(13);
    for (const booking of running) await ledger.settle(booking, answered(1, 1));
    expect(await unexplained()).toMatchObject({ requests: 6 });
  });

  it('believes the clock that is right now, not the one that was wrong', async () => {
    clock.set('2031-01-01T00:00:00Z');
    await ask(left(900, { resetAt: null }));
    clock.set(START);
    expect(await unexplained()).toBeNull();
    await ask(left(800, { resetAt: null }));
    const readAt = new Date(START);
    expect(await readings()).toMatchObject([
      { remaining: 800, observedAt: readAt, baselineAt: readAt, bookedSince: 0 },
    ]);
    clock.advance(MINUTE);
    await ask(left(760));
    expect(await unexplained()).toEqual({ requests: 39, since: readAt });
  });

  it('counts the requests of every replica once', async () => {
    await ask(left(1000));
    const replica = await openReplica(database());
    const other = openTestLedger(replica.database, { clock });
    const settling = Array.from({ length: 40 }, async (_, index) => {
      const by = index % 2 === 0 ? ledger : other;
      const booking = await book(index % 3 === 0 ? 'n' : 'm', by);
      await by.settle(booking, answered(1, 1, { rateLimits: index % 4 === 0 ? left(1000 - index) : null }));
    });
    await Promise.all(settling);
    await replica.close();
    const found = (await readings()).find(({ model }) => model === 'm');
    expect(found).toMatchObject({ baselineRemaining: 1000, bookedSince: 26 });
  });

  it('is of one key: another one begins anew, and the first finds its own again', async () => {
    await ask(left(990));
    await ask(left(2));
    const keyHashes = { ...noKeyHashes, cerebras: 'other' };
    const changed = openTestLedger(database(), { clock, keyHashes });
    clock.advance(MINUTE);
    const booking = await book('m', changed);
    await changed.settle(booking, answered(1, 1, { rateLimits: left(5_000) }));
    const kept = (await readings()).map(({ keyHash, remaining, baselineRemaining, bookedSince }) => ({
      keyHash,
      numbers: [remaining, baselineRemaining, bookedSince],
    }));
    expect(kept.toSorted((a, b) => (a.keyHash < b.keyHash ? -1 : 1))).toEqual([
      { keyHash: '', numbers: [2, 990, 1] },
      { keyHash: 'other', numbers: [5_000, 5_000, 0] },
    ]);
    const quotas = await readQuotas(createUsageStore(database()), clock.now());
    const other = { id: 'cerebras', keyHash: 'other', refills: false } as const;
    expect(reconcileProvider(other, quotas, clock.now())).toBeNull();
  });

  it('of what a refusal said is kept until a later answer disproves it', async () => {
    const refusal = { ...left(0).limits[0]!, source: 'learned' } as const;
    const running = await book();
    const rateLimits = { limits: [refusal], raw: {} };
    clock.advance(MINUTE);
    await ledger.settle(await book(), failed('rate_limited', 'quota_exhausted', { rateLimits }));
    // It was sent before the refusal.
    await ledger.settle(running, answered(1, 1));
    expect(await readings()).toMatchObject([{ source: 'learned', limit: 1000, remaining: 0 }]);
    clock.advance(MINUTE);
    await ask(null, 'other');
    await ledger.settle(await book(), failed('timeout', 'timeout'));
    expect(await readings()).toMatchObject([{ remaining: 0 }]);
    await ask(null);
    expect(await readings()).toMatchObject([{ source: 'learned', limit: 1000, remaining: null }]);
  });

  it('may be beyond 32 bits, in the request and in the reading', async () => {
    const many = 3_000_000_000;
    await ask(left(many, { limit: Number.MAX_SAFE_INTEGER }));
    expect(await readings()).toMatchObject([{ remaining: many, limit: Number.MAX_SAFE_INTEGER }]);
    const [row] = await database().client.aiUsage.findMany();
    expect(row?.remainingRequests).toBe(3_000_000_000n);
  });
});
