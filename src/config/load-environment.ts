import { accessSync, constants, existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** The environment, completed by a `.env` file when there is one; what is already set wins. */
export function loadEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env') && isReadable('.env')) loadEnvFile('.env');
  // oxlint-disable-next-line node/no-process-env -- the one place that reads it
  return process.env;
}

/** A file that belongs to somebody else is said to be so, on standard error; the variables may be set elsewhere. */
function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    process.stderr.write(`${file} is there but may not be read by this user\n`);
    return false;
  }
}
