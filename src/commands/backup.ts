import { readDatabaseConfig } from '../config/read-config.ts';
import { backUp } from '../database/archive/backup.ts';
import { systemClock } from '../foundation/clock.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { describeTables } from './console/describe-tables.ts';
import { runArchiveProgram } from './setup/run-archive-program.ts';

await runArchiveProgram({
  command: 'npm run backup',
  purpose:
    'Writes the whole database of DATABASE_URL into one file, while the bot runs, and reads it back before it says that\n' +
    'it is good. BACKUP_PASSWORD encrypts it. npm run restore reads it, into SQLite or PostgreSQL.',
  option: { name: 'to', value: 'FILE', meaning: 'the file to write', accepts: /\S/ },
  doing: 'backing up',
  run: async (file, watch) => {
    const { databaseUrl: url, backupPassword: password } = readDatabaseConfig(commandEnvironment());
    const { tables, bytes } = await backUp({ url, file, password, now: systemClock.now(), ...watch });
    const size = (bytes / 1_000_000).toFixed(1);
    const lock = password === null ? 'not encrypted: BACKUP_PASSWORD is not set' : 'encrypted';
    return `${file} is good: ${size} MB, ${lock}, read back and equal.\n${describeTables(tables)}`;
  },
});
