import { once } from 'node:events';
import { secretsOf } from '../config/secrets-of.ts';
import { exposedEnvFileMode, loadEnvironment } from '../config/load-environment.ts';
import { configHints, readConfig } from '../config/read-config.ts';
import { systemClock } from '../foundation/clock.ts';
import { createLogger, type Logger } from '../foundation/logger.ts';
import { createRedactor } from '../foundation/redact.ts';
import { unusedModels } from './services/unused-models.ts';
import { watchAccidents } from './programs/accidents.ts';
import { runProgram, type ProgramLife } from './programs/run-program.ts';
import { lastingOutput } from './programs/watch-output.ts';
import { releaseStartMemory } from './release-start-memory.ts';
import { startApp } from './start-app.ts';

/** Runs the bot until it is stopped. */
export function runBotProgram(): Promise<void> {
  return runProgram({
    command: 'npm start',
    purpose:
      'Runs the bot. Its settings come from the environment and from a .env file in this folder; .env.example explains them.',
    options: {},
    obeysStopping: true,
    keepsOnWithoutOutput: true,
    run: (_, life) => run(life),
  });
}

async function run({ onStop, stopping }: ProgramLife): Promise<void> {
  const environment = loadEnvironment();
  const config = readConfig(environment);
  const logger = createLogger(
    config.logLevel,
    createRedactor(secretsOf(environment)),
    lastingOutput((problem) =>
      process.stderr.write(`The log on standard output is lost, but the bot goes on: ${problem}\n`),
    ),
  );
  warnOfEnvironment(environment, logger);
  for (const hint of unusedModels(config)) logger.warn(hint);
  const accident = watchAccidents({ clock: systemClock, logger, exit: (code) => process.exit(code) });
  const app = await startApp(config, systemClock, logger, {
    stopping: AbortSignal.any([stopping, accident]),
  });
  const release = releaseStartMemory(systemClock);
  let ending: Promise<void> | null = null;
  const stop = () => (ending ??= app.stop());
  onStop(stop);
  try {
    await Promise.race([app.ended, aborted(accident)]);
  } finally {
    release.cancel();
    await stop();
  }
  if (accident.aborted) process.exitCode = 1;
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}

function warnOfEnvironment(environment: Readonly<Record<string, string | undefined>>, logger: Logger): void {
  const mode = exposedEnvFileMode();
  if (mode)
    logger.warn({ mode }, 'others on this machine can get at .env, which holds secrets: chmod 600 .env');
  for (const hint of configHints(environment)) logger.warn(hint);
}
