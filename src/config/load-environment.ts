import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** The environment, completed by a `.env` file when there is one; what is already set wins. */
export function loadEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env') && isReadable('.env')) loadEnvFile('.env');
  // oxlint-disable-next-line node/no-process-env -- the one place that reads it
  return process.env;
}

/** The permissions of a `.env` file that others than its owner may use too, such as `644`; else `null`. */
export function exposedEnvFileMode(): string | null {
  // Windows has other rights, which these bits do not tell.
  if (process.platform === 'win32' || !existsSync('.env') || !mayRead('.env')) return null;
  const { mode } = statSync('.env');
  return mode & 0o077 ? (mode & 0o777).toString(8) : null;
}

/** A file that belongs to somebody else is said to be so, on standard error; the variables may be set elsewhere. */
function isReadable(file: string): boolean {
  if (mayRead(file)) return true;
  process.stderr.write(`${file} is there but may not be read by this user\n`);
  return false;
}

function mayRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
