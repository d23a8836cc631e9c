import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createHistoryWriter } from '../../../src/database/ledger/history-writer.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import { openDatabase } from '../../../src/database/engine/open-database.ts';
import { generateHistory } from '../../../src/usage/maintenance/generated-history.ts';
import { builtProgram, itWhenBuilt } from '../../support/bot/built-program.ts';
import { expectLedgerInvariants } from '../../support/database/ledger-invariants.ts';
import {
  createTestDatabase,
  describeOnEachEngine,
  type TestDatabase,
} from '../../support/database/test-database.ts';
import { testPrices } from '../../support/database/test-ledger.ts';

const PROGRAM = builtProgram('commands/reprice.js');
const MODEL = 'openai/gpt-oss-120b';

describeOnEachEngine('npm run reprice', (engine) => {
  let created: TestDatabase;
  let database: Database;
  let folder: string;
  let environment: Record<string, string>;

  beforeEach(async () => {
    created = await createTestDatabase(engine);
    database = await openDatabase({ url: created.url });
    await database.migrate();
    folder = await mkdtemp(join(tmpdir(), 'prices-'));
    const PRICES_FILE = join(folder, 'prices.json');
    const dated = [{ from: '2020-01-01', input: 0.3, cached: 0.15, output: 1.2 }];
    await writeFile(PRICES_FILE, JSON.stringify({ [`groq/${MODEL}`]: dated }));
    const { PATH = '' } = process.env;
    environment = { PATH, DATABASE_URL: created.url, PRICES_FILE };
  });

  afterEach(async () => {
    await database.close();
    await created.remove();
    await rm(folder, { recursive: true });
  });

  async function fill(requests: number): Promise<void> {
    const models = [{ provider: 'groq' as const, model: MODEL }];
    const plan = { requests, days: 5, users: 20, seed: 1, now: new Date(), timeZone: 'UTC', models };
    await createHistoryWriter(database).write([...generateHistory(plan, testPrices())]);
  }

  const run = async (...options: string[]) => {
    const program = promisify(execFile)(process.execPath, [PROGRAM, ...options], { env: environment });
    return (await program).stdout;
  };
  const repriced = () => database.client.aiUsage.count({ where: { originalCostSource: 'catalogue' } });

  itWhenBuilt()('shows the difference, changes it when told so, and nothing the second time', async () => {
    await fill(300);
    const priced = await database.client.aiUsage.count({ where: { costSource: 'catalogue' } });
    const shown = await run('--since', '2020-01-01');
    expect(shown).toMatch(/^model +requests +changed +old cost +new cost +difference$/m);
    const line = new RegExp(
      `^groq/${MODEL} +${priced} +${priced} +(0\\.\\d+) +(0\\.\\d+) +\\+(0\\.\\d+)$`,
      'm',
    );
    const [, before, after, difference] = line.exec(shown) ?? [];
    expect(Number(after)).toBeCloseTo(2 * Number(before), 12);
    expect(difference).toBe(before);
    expect(shown).toContain('Nothing was changed.');
    expect(await repriced()).toBe(0);

    expect(await run('--since', '2020-01-01', '--apply')).toContain(`Changed ${priced} requests`);
    expect(await repriced()).toBe(priced);
    await expectLedgerInvariants(database);
    expect(await run('--since', '2020-01-01', '--apply')).toContain('Changed 0 requests');
  });

  itWhenBuilt()(
    'leaves rows and totals equal when it is killed, and does the rest the next time',
    async () => {
      await fill(3_000);
      const program = spawn(process.execPath, [PROGRAM, '--since', '2020-01-01', '--apply'], {
        env: environment,
        stdio: 'ignore',
      });
      const ended = once(program, 'exit');
      while ((await repriced()) < 100) await delay(5);
      program.kill('SIGKILL');
      await ended;
      const done = await repriced();
      const priced = await database.client.aiUsage.count({ where: { costSource: { not: null } } });
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(priced);
      await expectLedgerInvariants(database);
      expect(await run('--since', '2020-01-01', '--apply')).toContain(`Changed ${priced - done} requests`);
      await expectLedgerInvariants(database);
    },
  );

  itWhenBuilt().each([
    [[]],
    [['--since', 'yesterday']],
    [['--since', '2026-02-30']],
    [['--until', '2026-01-01']],
  ])('says what is wrong with %j', async (options) => {
    await expect(run(...options)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--(since|until)/),
    });
  });
});
