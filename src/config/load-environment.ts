import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** The environment, completed by a `.env` file when there is one; what is already set wins. */
export function loadEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env')) loadEnvFile('.env');
  // oxlint-disable-next-line node/no-process-env -- the one place that reads it
  return process.env;
}
