import { expectNoBot, expectNoBotAtTarget } from '../app/expect-no-bot.ts';
import { UsageError } from '../app/programs/usage-error.ts';
import { readDatabaseUrl } from '../config/addresses/database-url.ts';
import { secretsOf } from '../config/secrets-of.ts';
import { readDatabaseConfig } from '../config/read-config.ts';
import { move } from '../database/archive/move.ts';
import { explainFailure } from '../database/engine/failures/explain-failure.ts';
import { systemClock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import { createRedactor } from '../foundation/redact.ts';
import { commandEnvironment } from './setup/command-environment.ts';
import { describeTables } from './console/describe-tables.ts';
import { runArchiveProgram } from './setup/run-archive-program.ts';

await runArchiveProgram({
  command: 'npm run move',
  purpose:
    'Fills an empty database from that of DATABASE_URL, which is not changed, and compares every row before it is kept.\n' +
    'The bot must be stopped.',
  option: {
    name: 'to',
    value: 'URL',
    meaning: 'the empty database, file:… or postgresql://…',
    accepts: /^(file|postgres(ql)?):/,
  },
  doing: 'moving',
  run: async (given, watch) => {
    const { url: to, problem } = readDatabaseUrl(given);
    if (problem !== null) throw new UsageError(`--to ${problem}`);
    const { databaseUrl: from } = readDatabaseConfig(commandEnvironment());
    const expectUnused = () => expectNoBot(from, systemClock);
    const moving = expectNoBotAtTarget(to, systemClock, '--to').then(() =>
      move({ from, to, expectUnused, ...watch }),
    );
    const tables = await moving.catch((error: unknown) => {
      // Only secrets of the environment are known to whoever prints it.
      const said = describeError(explainFailure(error, from));
      throw new Error(createRedactor(secretsOf({ DATABASE_URL: to }))(said));
    });
    return (
      `the new database holds all of the old one, compared and equal.\n${describeTables(tables)}\n` +
      `Set DATABASE_URL to the new one and start the bot. The old database is as it was.`
    );
  },
});
