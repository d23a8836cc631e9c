import { OMID, startRunningBot } from '../../support/bot/running-bot.ts';
import { noteStatements, type NotedStatements } from '../../support/database/note-statements.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

/** What they are: docs/decisions/0037. */
const MOST = { sqlite: 8, postgresql: 10 };
const MESSAGES = 5;

/** Resolves when the message is closed in the inbox, with all that was sent for it. */
async function untilHandled(statements: NotedStatements): Promise<string[]> {
  while (!statements.sent.some((sql) => /UPDATE inbox SET handled_at/.test(sql)))
    await new Promise((resolve) => setTimeout(resolve, 5));
  return statements.take();
}

describeOnEachEngine('a message of somebody who is known', (engine) => {
  it('costs few round trips to the database', async () => {
    const statements = noteStatements();
    const bot = await startRunningBot({ engine, environment: { USER_REQUESTS_PER_MINUTE: '20' } });
    const costs: string[][] = [];
    for (let message = 0; message <= MESSAGES; message++) {
      statements.take();
      await bot.ask(OMID, `Question ${message}`);
      costs.push(await untilHandled(statements));
    }
    statements.stop();
    // Whatever a timer reads meanwhile comes on top, so that the cheapest message tells what a message costs.
    const cheapest = costs.slice(1).toSorted((a, b) => a.length - b.length)[0] ?? [];
    if (process.env['SHOW_STATEMENTS']) console.log(cheapest.map((sql, i) => `${i + 1}. ${sql}`).join('\n'));
    expect(cheapest.length).toBeGreaterThan(0);
    expect(cheapest.length).toBeLessThanOrEqual(MOST[engine]);
    await bot.stop();
  }, 600_000);
});
