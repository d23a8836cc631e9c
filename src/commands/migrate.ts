import { readDatabaseConfig } from '../config/read-config.ts';
import { openDatabase } from '../database/engine/open-database.ts';
import { createPartitionStore } from '../database/ledger/partition-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { createProgress } from './console/progress.ts';

/** The owner may run this rarely, and the bot's own role may not be allowed to create tables. */
const MONTHS_AHEAD = 12;

await runProgram({
  command: 'npm run migrate',
  purpose:
    'Applies the migrations that the database of DATABASE_URL lacks, and ends. The bot also does so at its start.',
  options: {},
  run: async () => {
    const config = readDatabaseConfig(commandEnvironment());
    const progress = createProgress();
    const database = await openDatabase({ url: config.databaseUrl });
    try {
      const applied = await database.migrate((name) => progress.show(`applying ${name} …`));
      const partitions = createPartitionStore(database, systemClock);
      const { made } = await partitions.make(systemClock.now(), MONTHS_AHEAD);
      progress.end();
      const lines = [
        ...applied.map((name) => `applied ${name}\n`),
        ...made.map((name) => `created ${name}\n`),
      ].join('');
      process.stdout.write(lines || 'the database is up to date\n');
    } finally {
      await database.close();
    }
  },
});
