import { loadEnvironment } from '../../config/load-environment.ts';
import { configHints } from '../../config/read-config.ts';

/** The environment of a command, which asks on standard error what misspelt names mean. */
export function commandEnvironment(): ReturnType<typeof loadEnvironment> {
  const environment = loadEnvironment();
  for (const hint of configHints(environment)) process.stderr.write(`${hint}\n`);
  return environment;
}
