import { MEMORY } from '../chat/conversation-memory.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { givenAdmins } from '../database/admin/given-admins.ts';
import { createSettingStore } from '../database/admin/setting-store.ts';
import { createRetentionStore } from '../database/ledger/retention-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { runProgram } from '../app/programs/run-program.ts';
import { cleanUp } from '../usage/maintenance/clean-up.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { openExistingDatabase } from './setup/open-existing-database.ts';
import { countingProgress, createProgress } from './console/progress.ts';

await runProgram({
  command: 'npm run cleanup',
  purpose:
    'Deletes, once, the single requests that are older than RETENTION_DAYS, and what no conversation recalls. Daily totals are kept.',
  options: {},
  run: async () => {
    const { databaseUrl, retentionDays, timeZone } = readDatabaseConfig(commandEnvironment());
    const progress = createProgress();
    const database = await openExistingDatabase(databaseUrl, progress);
    try {
      const store = createRetentionStore(database, systemClock);
      const deleteRequests = countingProgress(
        progress,
        store.deleteRequests.bind(store),
        (total) => `deleted ${total} requests …`,
        (count) => count,
      );
      const deleted = await cleanUp({
        store: { ...store, deleteRequests },
        retentionDays,
        keptTurns: MEMORY.maxTurns,
        adminIds: await givenAdmins(createSettingStore(database), 'admin_menus', systemClock).read(),
        timeZone,
        clock: systemClock,
      });
      progress.end();
      process.stdout.write(
        retentionDays === 0
          ? 'RETENTION_DAYS is 0: requests, conversations and persons are kept for good\n'
          : `deleted ${deleted} requests older than ${retentionDays} ${retentionDays === 1 ? 'day' : 'days'}, with the words and names of that time; daily totals are kept\n`,
      );
    } finally {
      await database.close();
    }
  },
});
