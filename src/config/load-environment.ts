import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { parseEnvFile } from './env-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

let loaded: Environment | null = null;

/** The environment, completed by a `.env` file if there is one; variables that are already set win. */
export function loadEnvironment(): Environment {
  if (loaded) return loaded;
  if (existsSync('.env') && isReadable('.env')) addToEnvironment('.env');
  // oxlint-disable-next-line node/no-process-env -- the only reader of the environment
  loaded = process.env;
  return loaded;
}

function addToEnvironment(file: string): void {
  const { values, strangeLines, repeated } = parseEnvFile(readFileSync(file));
  if (strangeLines.length > 0)
    process.stderr.write(`${file}: line ${strangeLines.join(', ')} is not a setting such as NAME=value\n`);
  for (const name of repeated)
    process.stderr.write(`${file}: ${name} is set more than once; the last value counts\n`);
  for (const [name, value] of Object.entries(values)) {
    // oxlint-disable-next-line node/no-process-env -- libraries read it, too
    process.env[name] ??= value;
  }
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
  const problem = statSync(file).isFile() ? null : 'is not a file';
  if (problem === null && mayRead(file)) return true;
  process.stderr.write(`${file} exists, but ${problem ?? 'this user may not read it'}\n`);
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
