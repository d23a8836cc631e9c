import { expectNoBotAtTarget } from '../app/expect-no-bot.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { restore } from '../database/archive/restore.ts';
import { systemClock } from '../foundation/clock.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { describeTables } from './console/describe-tables.ts';
import { runArchiveProgram } from './setup/run-archive-program.ts';

await runArchiveProgram({
  command: 'npm run restore',
  purpose:
    'Fills the database of DATABASE_URL, which must be empty, from a backup, and compares every row before it is kept.\n' +
    'An encrypted file needs its BACKUP_PASSWORD.',
  option: { name: 'from', value: 'FILE', meaning: 'a file that npm run backup made', accepts: /\S/ },
  doing: 'restoring',
  run: async (file, watch) => {
    const { databaseUrl: url, backupPassword: password } = readDatabaseConfig(commandEnvironment());
    await expectNoBotAtTarget(url, systemClock);
    const tables = await restore({ url, file, password, ...watch });
    return `the database holds all of ${file}, compared and equal.\n${describeTables(tables)}`;
  },
});
