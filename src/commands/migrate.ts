import { parseArgs } from 'node:util';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { openDatabase } from '../database/engine/open-database.ts';
import { createPartitionStore } from '../database/ledger/partition-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { runProgram } from '../app/run-program.ts';

/** A role that may make tables may not come by often: the bot's own need not be one. */
const MONTHS_AHEAD = 12;

// npm run migrate
await runProgram(async () => {
  // It takes none: whoever gives one expects something else than what it does.
  parseArgs({});
  const config = readDatabaseConfig(loadEnvironment());
  const database = await openDatabase({ url: config.databaseUrl });
  try {
    const applied = await database.migrate();
    const { made } = await createPartitionStore(database, systemClock).make(systemClock.now(), MONTHS_AHEAD);
    const lines = [
      ...applied.map((name) => `applied ${name}\n`),
      ...made.map((name) => `made ${name}\n`),
    ].join('');
    process.stdout.write(lines || 'the database is up to date\n');
  } finally {
    await database.close();
  }
});
