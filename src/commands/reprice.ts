import { parseArgs } from 'node:util';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { openDatabase } from '../database/engine/open-database.ts';
import { createRepriceStore } from '../database/ledger/reprice-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { openPrices } from '../app/open-prices.ts';
import { createRegistry } from '../providers/create-registry.ts';
import { runProgram } from '../app/run-program.ts';
import { reprice } from '../usage/maintenance/reprice.ts';
import { day, UsageError } from './command-line.ts';
import { describeRepricing } from './describe-repricing.ts';

// npm run reprice -- --since 2026-01-01 [--apply]
await runProgram(async () => {
  const { values } = parseArgs({
    options: { since: { type: 'string' }, apply: { type: 'boolean', default: false } },
  });
  if (values.since === undefined) throw new UsageError('--since is required: the first day, as 2026-01-01');
  const since = day('--since', values.since);
  const config = readDatabaseConfig(loadEnvironment());
  const database = await openDatabase({ url: config.databaseUrl });
  try {
    await database.migrate();
    const entries = createRegistry(config.addedProviders, config.adjustments);
    const { list: prices } = await openPrices(config, database, systemClock, entries);
    const store = createRepriceStore(database);
    const { timeZone } = config;
    const shared = { store, prices, since, timeZone, clock: systemClock };
    // The difference is shown before the change is made.
    const planned = await reprice({ ...shared, apply: false });
    process.stdout.write(describeRepricing(planned, since));
    if (!values.apply)
      return print('Nothing was changed. Run the command again with --apply to change these requests.');
    const { models } = await reprice({ ...shared, apply: true });
    const changed = models.reduce((sum, model) => sum + model.changed, 0);
    print(`Changed ${changed} requests and their totals. Each request keeps its first cost.`);
  } finally {
    await database.close();
  }
});

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
