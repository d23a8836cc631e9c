import { parseArgs } from 'node:util';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { openDatabase } from '../database/engine/open-database.ts';
import { createPartitionStore } from '../database/ledger/partition-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { runProgram } from '../app/run-program.ts';

/** The owner may run this rarely, and the bot's own role may not be allowed to create tables. */
const MONTHS_AHEAD = 12;

// npm run migrate
await runProgram(async () => {
  // Rejects every option, because this command has none.
  parseArgs({});
  const config = readDatabaseConfig(loadEnvironment());
  const database = await openDatabase({ url: config.databaseUrl });
  try {
    const applied = await database.migrate();
    const { made } = await createPartitionStore(database, systemClock).make(systemClock.now(), MONTHS_AHEAD);
    const lines = [
      ...applied.map((name) => `applied ${name}\n`),
      ...made.map((name) => `created ${name}\n`),
    ].join('');
    process.stdout.write(lines || 'the database is up to date\n');
  } finally {
    await database.close();
  }
});
