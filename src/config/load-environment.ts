import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { loadEnvFile } from 'node:process';

/** The environment, completed by a `.env` file if there is one; variables that are already set win. */
export function loadEnvironment(): Readonly<Record<string, string | undefined>> {
  if (existsSync('.env') && isReadable('.env')) loadEnvFile('.env');
  // oxlint-disable-next-line node/no-process-env -- the only reader of the environment
  return process.env;
}

/** The mode of a `.env` file that users other than its owner may access, such as `644`; otherwise `null`. */
export function exposedEnvFileMode(): string | null {
  // Windows does not express its permissions in these bits.
  if (process.platform === 'win32' || !existsSync('.env') || !mayRead('.env')) return null;
  const { mode } = statSync('.env');
  return mode & 0o077 ? (mode & 0o777).toString(8) : null;
}

/** Reports an unreadable file on standard error and continues, because the variables may be set elsewhere. */
function isReadable(file: string): boolean {
  if (mayRead(file)) return true;
  process.stderr.write(`${file} exists, but this user may not read it\n`);
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
