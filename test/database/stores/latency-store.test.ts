import { createLatencyStore } from '../../../src/database/reading/latency-store.ts';
import { createLatencyReader } from '../../../src/usage/reading/latency-reader.ts';
import type { Ledger } from '../../../src/usage/ledger/ledger.ts';
import { shareTestDatabase } from '../../support/database/share-test-database.ts';
import { SteppingClock } from '../../support/clocks/stepping-clock.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';
import { answered, chatRequest, failed, openTestLedger } from '../../support/database/test-ledger.ts';

describeOnEachEngine('answer times', (engine) => {
  const database = shareTestDatabase(engine);
  const clock = new SteppingClock('2026-11-20T10:00:00Z');
  let ledger: Ledger;
  beforeEach(() => {
    ledger = openTestLedger(database(), { clock });
  });

  async function answer(latencyMs: number, changes: Parameters<typeof chatRequest>[0] = {}): Promise<void> {
    const booking = await ledger.book(chatRequest(changes));
    if (booking) await ledger.settle(booking, answered(10, 10, { latencyMs }));
  }

  it('are told by median and 95 % of each provider, failures left out', async () => {
    for (let count = 1; count <= 100; count++) await answer(count * 100);
    await answer(50, { provider: 'cohere', model: 'command-a-03-2025' });
    const slow = await ledger.book(chatRequest());
    if (slow) await ledger.settle(slow, failed('timeout', 'timeout', { latencyMs: 60_000 }));
    const quantiles = await createLatencyStore(database()).quantiles('2026-11-01', '2026-11-20');
    const groq = quantiles.find(({ provider }) => provider === 'groq');
    expect(Math.abs((groq?.medianMs ?? 0) - 5_000)).toBeLessThan(250);
    expect(Math.abs((groq?.p95Ms ?? 0) - 9_500)).toBeLessThan(450);
    expect(quantiles.find(({ provider }) => provider === 'cohere')?.medianMs).toBeCloseTo(50, -1);
  });

  it('are none where nothing was answered', async () => {
    expect(await createLatencyStore(database()).quantiles('2026-11-01', '2026-11-20')).toEqual([]);
  });

  it('are read at most once a minute for a period', async () => {
    const read = createLatencyReader(createLatencyStore(database()), clock);
    expect(await read('2026-11-01', '2026-11-20')).toEqual([]);
    await answer(100);
    expect(await read('2026-11-01', '2026-11-20')).toEqual([]);
    clock.advance(61_000);
    expect(await read('2026-11-01', '2026-11-20')).toHaveLength(1);
  });
});
