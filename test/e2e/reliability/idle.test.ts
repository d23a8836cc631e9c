import { Worker } from 'node:worker_threads';
import { jest } from '@jest/globals';
import { Client } from 'pg';
import { FastClock } from '../../support/clocks/fast-clock.ts';
import { startRunningBot } from '../../support/bot/running-bot.ts';
import { describeOnEachEngine } from '../../support/database/test-database.ts';

describeOnEachEngine('an idle bot', (engine) => {
  it('asks', async () => {
    const counts: Record<string, number> = {};
    const note = (sql: string) => { const k = sql.replace(/\s+/g, ' ').slice(0, 110); counts[k] = (counts[k] ?? 0) + 1; };
    const post = Worker.prototype.postMessage;
    jest.spyOn(Worker.prototype, 'postMessage').mockImplementation(function (this: Worker, ...args: any[]) {
      note(args[0]?.statement?.sql ?? args[0]?.kind ?? 'none'); return (post as any).apply(this, args);
    } as never);
    const query = Client.prototype.query;
    jest.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: any[]) {
      note(args[0]?.text ?? args[0]); return (query as any).apply(this, args);
    } as never);
    const clock = new FastClock(60);
    const bot = await startRunningBot({ engine, clock, environment: { MONTHLY_USD: '5' } });
    const until = async (ms: number) => { const e = clock.monotonicMs() + ms; while (clock.monotonicMs() < e) await new Promise(r => setTimeout(r, 20)); };
    await until(90_000);
    for (const k of Object.keys(counts)) delete counts[k];
    await until(600_000);
    process.stderr.write(engine + ' total/10min ' + Object.values(counts).reduce((a, b) => a + b, 0) + '\n' + Object.entries(counts).sort((a, b) => b[1] - a[1]).map(([k, n]) => `${n} ${k}`).join('\n') + '\n');
    await bot.stop();
  }, 120_000);
});
