import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { backUp } from '../database/archive/backup.ts';
import { systemClock } from '../foundation/clock.ts';
import { describeTables } from './describe-tables.ts';
import { runArchiveProgram } from './run-archive-program.ts';

const USAGE = `Usage: npm run backup -- --to FILE

Writes the whole database of DATABASE_URL into one file, while the bot runs, and reads it back before it says that it is
good. With BACKUP_PASSWORD the file is encrypted. npm run restore reads it, into SQLite or PostgreSQL.`;

// npm run backup -- --to FILE
await runArchiveProgram({
  usage: USAGE,
  required: ['to'],
  doing: 'backing up',
  run: async ({ to }, watch) => {
    const { databaseUrl, backupPassword: password } = readDatabaseConfig(loadEnvironment());
    const options = { url: databaseUrl, file: to, password, now: systemClock.now(), ...watch };
    const { tables, bytes } = await backUp(options);
    const size = (bytes / 1_000_000).toFixed(1);
    const lock = password === null ? 'not encrypted: BACKUP_PASSWORD is not set' : 'encrypted';
    return `${to} is good: ${size} MB, ${lock}, read back and equal.\n${describeTables(tables)}`;
  },
});
