import { runProgram } from '../app/programs/run-program.ts';
import { secretsOf } from '../config/secrets-of.ts';
import type { Config, DatabaseConfig } from '../config/config.ts';
import { ConfigError } from '../config/environment-reader.ts';
import { loadEnvironment } from '../config/load-environment.ts';
import { readConfig, readDatabaseConfig } from '../config/read-config.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger } from '../foundation/logger.ts';
import { createRedactor } from '../foundation/redact.ts';
import { openNetwork } from '../network/open-network.ts';
import { writeFinding, writeVerdict, type Finding } from './doctor/finding.ts';
import { lookAtDatabase } from './doctor/look-at-database.ts';
import { lookAtClock, lookAtDisk, lookAtProgram } from './doctor/look-at-machine.ts';
import { lookAtProviders } from './doctor/look-at-providers.ts';
import { lookAtTelegram } from './doctor/look-at-telegram.ts';

await runProgram({
  command: 'npm run doctor',
  purpose:
    'Looks at the configuration, Telegram, each provider, the database, the clock and the disk, and says what is wrong\n' +
    'and what to do. Changes nothing. Ends with 0 when the bot can run, with 1 when something has to be mended.',
  options: {},
  run: async () => {
    const environment = loadEnvironment();
    const redact = createRedactor(secretsOf(environment));
    const findings: Finding[] = [];
    for await (const found of look(environment)) {
      findings.push(...found);
      process.stdout.write(redact(found.map(writeFinding).join('')));
    }
    process.stdout.write(writeVerdict(findings));
    process.exitCode = findings.some(({ verdict }) => verdict === 'bad') ? 1 : 0;
  },
});

/** One thing after another, so that each is told as soon as it is known. */
async function* look(environment: ReturnType<typeof loadEnvironment>): AsyncGenerator<Finding[]> {
  yield lookAtProgram();
  const config = tryTo(() => readConfig(environment));
  if (config instanceof ConfigError) yield config.problems.map(ofConfiguration);
  else yield [{ verdict: 'good', about: 'Configuration', text: 'complete' }];
  // What does not depend on the problems is looked at all the same.
  const database = config instanceof ConfigError ? tryTo(() => readDatabaseConfig(environment)) : config;
  if (database instanceof ConfigError) return;
  const bot = config instanceof ConfigError ? null : config;
  yield* lookOutside(database, bot);
  yield await lookAtDatabase(database.databaseUrl);
  yield [await lookAtDisk(database.databaseUrl)];
}

async function* lookOutside(config: DatabaseConfig, bot: Config | null): AsyncGenerator<Finding[]> {
  const silent = createLogger('error', () => '', { write: () => undefined });
  const network = await openNetwork(config.proxyUrl, systemClock, silent);
  try {
    if (bot) yield await lookAtTelegram(bot, network, systemClock);
    yield await lookAtProviders(config, network, systemClock);
    yield [await lookAtClock(config.telegramApiRoot, network.telegramFetch ?? fetch, systemClock)];
  } finally {
    await network.close();
  }
}

function ofConfiguration(problem: string): Finding {
  const page = problem.startsWith('PROVIDERS_FILE')
    ? 'docs/providers.md'
    : 'the table of settings in README.md';
  const remedy = `see .env.example and ${page}`;
  return { verdict: 'bad', about: 'Configuration', text: problem, remedy };
}

function tryTo<Value>(read: () => Value): Value | ConfigError {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
