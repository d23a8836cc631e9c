import { expectNoBotAtTarget } from '../app/expect-no-bot.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { restore } from '../database/archive/restore.ts';
import { systemClock } from '../foundation/clock.ts';
import { describeTables } from './describe-tables.ts';
import { runArchiveProgram } from './run-archive-program.ts';

const USAGE = `Usage: npm run restore -- --from FILE

Fills the database of DATABASE_URL, which must be empty, from a file that npm run backup made, and compares every row
before it is kept. An encrypted file needs its BACKUP_PASSWORD.`;

// npm run restore -- --from FILE
await runArchiveProgram({
  usage: USAGE,
  required: ['from'],
  doing: 'restoring',
  run: async ({ from }, watch) => {
    const { databaseUrl: url, backupPassword: password } = readDatabaseConfig(loadEnvironment());
    await expectNoBotAtTarget(url, systemClock);
    const tables = await restore({ url, file: from, password, ...watch });
    return `the database holds all of ${from}, compared and equal.\n${describeTables(tables)}`;
  },
});
