import { FastClock } from '../../support/clocks/fast-clock.ts';
import { startRunningBot } from '../../support/bot/running-bot.ts';
import { noteStatements } from '../../support/database/note-statements.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

const MINUTES = 5;
/**
 * Alerts read the quotas, pauses, outcomes and failures once a minute, four jobs note their moments, the ledger looks
 * for requests of processes that ended, and the inbox for what no wake-up told of. Replicas also read every 15 seconds
 * what admins changed elsewhere.
 */
const MOST_A_MINUTE = { sqlite: 22, postgresql: 41 };

describeOnEachEngine('an idle bot', (engine) => {
  it('asks its database only what alerts and jobs need', async () => {
    const statements = noteStatements();
    const clock = new FastClock(60);
    const bot = await startRunningBot({ engine, clock });
    const pass = async (minutes: number) => {
      const end = clock.monotonicMs() + minutes * 60_000;
      while (clock.monotonicMs() < end) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    // What a start does is over.
    await pass(1.5);
    statements.take();
    await pass(MINUTES);
    const asked = statements.take();
    statements.stop();
    const inboxLooks = asked.filter((sql) => /FROM inbox WHERE handled_at IS NULL/.test(sql));
    expect(inboxLooks.length).toBeGreaterThan(0);
    expect(inboxLooks.length).toBeLessThanOrEqual(2 * MINUTES + 1);
    expect(asked.length).toBeLessThanOrEqual(MOST_A_MINUTE[engine] * (MINUTES + 1));
    await bot.stop();
  }, 600_000);
});
