import { createHistoryWriter } from '../../src/database/ledger/history-writer.ts';
import { createRetentionStore } from '../../src/database/ledger/retention-store.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import { cleanUp } from '../../src/usage/maintenance/clean-up.ts';
import { generateHistory } from '../../src/usage/maintenance/generated-history.ts';
import type { Ledger } from '../../src/usage/ledger/ledger.ts';
import { shareTestDatabase } from '../support/database/share-test-database.ts';
import { describeOnEachEngine } from '../support/database/test-database.ts';
import { answered, chatRequest, openTestLedger, testPrices } from '../support/database/test-ledger.ts';

const OLD_ROWS = 50_000;
const DAY_MS = 86_400_000;

describeOnEachEngine('the clean-up of 50,000 old requests', (engine) => {
  const database = shareTestDatabase(engine);

  async function writeOldRows(): Promise<void> {
    const writer = createHistoryWriter(database());
    const now = new Date(Date.now() - 40 * DAY_MS);
    const models = [{ provider: 'groq' as const, model: 'openai/gpt-oss-120b' }];
    const plan = { requests: OLD_ROWS, days: 30, users: 500, seed: 1, now, timeZone: 'UTC', models };
    const rows = [...generateHistory(plan, testPrices())];
    while (rows.length > 0) await writer.write(rows.splice(0, 5_000));
    await writer.finish();
  }

  /** The longest that somebody waited for the ledger while `until` was going on. */
  async function longestWait(
    ledger: Ledger,
    until: Promise<unknown>,
  ): Promise<{ waitMs: number; chats: number }> {
    const state = { over: false };
    void until.then(() => (state.over = true));
    let waitMs = 0;
    let chats = 0;
    while (!state.over) {
      const startedAt = performance.now();
      const booking = await ledger.book(chatRequest());
      if (booking) await ledger.settle(booking, answered(100, 20));
      waitMs = Math.max(waitMs, performance.now() - startedAt);
      chats += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return { waitMs, chats };
  }

  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  async function addedWait(ledger: Ledger): Promise<number> {
    await writeOldRows();
    const alone = await longestWait(ledger, pause(1_500));
    const options = { retentionDays: 30, keptTurns: 40, timeZone: 'UTC', clock: systemClock };
    const cleaning = cleanUp({ store: createRetentionStore(database(), systemClock), ...options });
    const beside = await longestWait(ledger, cleaning);
    expect(await cleaning).toBe(OLD_ROWS);
    expect(beside.chats).toBeGreaterThan(50);
    return beside.waitMs - alone.waitMs;
  }

  it('makes nobody who chats wait 50 ms longer', async () => {
    const ledger = openTestLedger(database(), { clock: systemClock });
    await longestWait(ledger, pause(300));
    // Whatever else the machine does only adds to it, so the best of a few tries is nearest to the truth.
    let best = Infinity;
    for (let attempt = 0; attempt < 3 && best >= 50; attempt++)
      best = Math.min(best, await addedWait(ledger));
    expect(best).toBeLessThan(50);
  }, 600_000);
});
