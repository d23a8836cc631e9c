import { execFile } from 'node:child_process';
import { chown, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FAST_FOLDER } from './fast-folder.ts';

const run = promisify(execFile);

/** Whom a program runs as; empty: whoever runs the tests. */
export type Identity = { uid: number; gid: number } | Record<string, never>;

/** PostgreSQL, PgBouncer and Patroni refuse to run as root, so root lends them the user `postgres`. */
export async function postgresIdentity(): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const [uid = 0, gid = 0] = await Promise.all(
    ['-u', '-g'].map(async (flag) => Number((await run('id', [flag, 'postgres'])).stdout)),
  );
  return { uid, gid };
}

/** Makes a temporary folder that belongs to that user. */
export async function makePostgresFolder(prefix: string, identity: Identity): Promise<string> {
  const folder = await mkdtemp(join(FAST_FOLDER, prefix));
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid);
  return folder;
}
