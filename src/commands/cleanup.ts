import { parseArgs } from 'node:util';
import { MEMORY } from '../chat/conversation-memory.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { givenAdmins } from '../database/admin/given-admins.ts';
import { createSettingStore } from '../database/admin/setting-store.ts';
import { openDatabase } from '../database/engine/open-database.ts';
import { createRetentionStore } from '../database/ledger/retention-store.ts';
import { systemClock } from '../foundation/clock.ts';
import { runProgram } from '../app/run-program.ts';
import { cleanUp } from '../usage/maintenance/clean-up.ts';

// npm run cleanup
await runProgram(async () => {
  // Rejects every option, because this command has none.
  parseArgs({});
  const { databaseUrl, retentionDays, timeZone } = readDatabaseConfig(loadEnvironment());
  const database = await openDatabase({ url: databaseUrl });
  try {
    await database.migrate();
    const store = createRetentionStore(database, systemClock);
    const deleted = await cleanUp({
      store,
      retentionDays,
      keptTurns: MEMORY.maxTurns,
      adminIds: await givenAdmins(createSettingStore(database), 'admin_menus', systemClock).read(),
      timeZone,
      clock: systemClock,
    });
    process.stdout.write(
      retentionDays === 0
        ? 'RETENTION_DAYS is 0: requests, conversations and persons are kept for good\n'
        : `deleted ${deleted} requests older than ${retentionDays} days, with the words and names of that time; daily totals are kept\n`,
    );
  } finally {
    await database.close();
  }
});
