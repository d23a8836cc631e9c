import { startApp } from './app/start-app.ts';
import { exposedEnvFileMode, loadEnvironment } from './config/load-environment.ts';
import { readConfig } from './config/read-config.ts';
import { secretsOf } from './config/config.ts';
import { systemClock } from './foundation/clock.ts';
import { createLogger } from './foundation/logger.ts';
import { createRedactor } from './foundation/redact.ts';
import { runProgram } from './app/run-program.ts';

await runProgram(async (onStop) => {
  const environment = loadEnvironment();
  const config = readConfig(environment);
  const logger = createLogger(config.logLevel, createRedactor(secretsOf(environment)));
  const mode = exposedEnvFileMode();
  if (mode)
    logger.warn({ mode }, 'others on this machine can get at .env, which holds secrets: chmod 600 .env');
  const app = await startApp(config, systemClock, logger);
  let stopping: Promise<void> | null = null;
  const stop = () => (stopping ??= app.stop());
  onStop(stop);
  try {
    await app.ended;
  } finally {
    await stop();
  }
});
