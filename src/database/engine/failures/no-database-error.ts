import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** There is no database of the bot at the address. */
export class NoDatabaseError extends Error {
  override readonly name = 'NoDatabaseError';
  /** Databases beside it, one of which may be meant. */
  readonly others: readonly string[];

  constructor(others: readonly string[] = []) {
    super('there is no database');
    this.others = others;
  }
}

/** Throws a `NoDatabaseError` where a `file:` URL names no file, or an empty one. */
export function expectFile(url: string): void {
  if (!url.startsWith('file:')) return;
  const path = url.slice('file:'.length);
  if (existsSync(path) && (statSync(path).isDirectory() || statSync(path).size > 0)) return;
  throw new NoDatabaseError(databasesIn(dirname(path)));
}

function databasesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => ['.db', '.sqlite', '.sqlite3'].includes(extname(name)));
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).size > 0);
}
