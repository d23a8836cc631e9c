import { readDatabaseConfig } from '../config/read-config.ts';
import { createRepriceStore, type RepriceStore } from '../database/ledger/reprice-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { openPrices } from '../app/services/open-prices.ts';
import { createRegistry } from '../providers/create-registry.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { reprice } from '../usage/maintenance/reprice.ts';
import { UsageError } from '../app/programs/usage-error.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { day } from './setup/command-line.ts';
import { describeRepricing } from './console/describe-repricing.ts';
import { openExistingDatabase } from './setup/open-existing-database.ts';
import { countingProgress, createProgress, type Progress } from './console/progress.ts';

await runProgram({
  command: 'npm run reprice',
  purpose:
    'Shows what the requests since a day cost by the prices of now; with --apply, changes them and their totals.',
  options: {
    since: {
      type: 'string',
      value: 'DATE',
      required: true,
      meaning: 'the first day, as 2026-01-01',
      accepts: /^\d{4}-\d\d-\d\d$/,
    },
    apply: { type: 'boolean', meaning: 'changes the requests, which keep their first cost' },
  },
  run: async (values) => {
    if (values.since === undefined) throw new UsageError('--since is required: the first day, as 2026-01-01');
    const since = day('--since', values.since);
    const config = readDatabaseConfig(commandEnvironment());
    const progress = createProgress();
    const database = await openExistingDatabase(config.databaseUrl, progress);
    try {
      const entries = createRegistry(config.addedProviders, config.adjustments);
      const { list: prices } = await openPrices(config, database, systemClock, entries);
      const { timeZone } = config;
      const run = async (apply: boolean) => {
        const store = showing(createRepriceStore(database), progress);
        const result = await reprice({ store, prices, since, timeZone, clock: systemClock, apply });
        progress.end();
        return result;
      };
      // The difference is shown before the change is made.
      process.stdout.write(describeRepricing(await run(false), since));
      if (!values.apply)
        return print('Nothing was changed. Run the command again with --apply to change these requests.');
      const { models } = await run(true);
      const changed = models.reduce((sum, model) => sum + model.changed, 0);
      print(`Changed ${changed} requests and their totals. Each request keeps its first cost.`);
    } finally {
      await database.close();
    }
  },
});

function showing(store: RepriceStore, progress: Progress): RepriceStore {
  const page = countingProgress(
    progress,
    store.page.bind(store),
    (total) => `read ${total} requests …`,
    (rows) => rows.length,
  );
  return { ...store, page };
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
