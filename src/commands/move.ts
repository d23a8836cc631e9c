import { expectNoBot, expectNoBotAtTarget } from '../app/expect-no-bot.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { secretsOf } from '../config/config.ts';
import { engineOf } from '../database/engine/engine.ts';
import { move } from '../database/archive/move.ts';
import { describeError } from '../foundation/describe-error.ts';
import { createRedactor } from '../foundation/redact.ts';
import { systemClock } from '../foundation/clock.ts';
import { UsageError } from './command-line.ts';
import { describeTables } from './describe-tables.ts';
import { runArchiveProgram } from './run-archive-program.ts';

const USAGE = `Usage: npm run move -- --to URL

Fills the database of URL (file:… or postgresql://…), which must be empty, from the database of DATABASE_URL, and compares
every row before it is kept. The bot must be stopped. DATABASE_URL's database is not changed.`;

// npm run move -- --to postgresql://…
await runArchiveProgram({
  usage: USAGE,
  required: ['to'],
  doing: 'moving',
  run: async ({ to }, watch) => {
    if (engineOf(to) === null || /^file:(.*[?#%]|$)/.test(to))
      throw new UsageError(
        '--to must begin with file: (SQLite) or postgresql:// (PostgreSQL), without ?, # or % in a file name',
      );
    const { databaseUrl: from } = readDatabaseConfig(loadEnvironment());
    const expectUnused = () => expectNoBot(from, systemClock);
    const moving = expectNoBotAtTarget(to, systemClock).then(() =>
      move({ from, to, expectUnused, ...watch }),
    );
    const tables = await moving.catch((error: unknown) => {
      // Only secrets of the environment are known to whoever prints it.
      throw new Error(createRedactor(secretsOf({ DATABASE_URL: to }))(describeError(error)));
    });
    return (
      `the new database holds all of the old one, compared and equal.\n${describeTables(tables)}\n` +
      `Set DATABASE_URL to the new one and start the bot. The old database is as it was.`
    );
  },
});
