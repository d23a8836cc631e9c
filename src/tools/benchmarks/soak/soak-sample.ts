import { readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Database } from '../../../database/engine/database.ts';
import { readProcess } from '../read-process.ts';

/** The resources of a process and its database at one moment. */
export interface SoakSample {
  residentMegabytes: number;
  descriptors: number;
  threads: number;
  /** CPU seconds since the process started. */
  cpuSeconds: number;
  databaseBytes: number;
}

/** The unit of CPU time in `/proc`. */
const TICKS_PER_SECOND = 100;

/** Reads a process's resources from `/proc`. Linux only. */
export async function takeSample(pid: number, database: Database, url: string): Promise<SoakSample> {
  const field = await readProcess(pid);
  const times = await readFile(`/proc/${pid}/stat`, 'utf8');
  // After the name, which may contain spaces: state, eleven numbers, then user and system time.
  const [user, system] = times
    .slice(times.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return {
    residentMegabytes: field('VmRSS') / 1024,
    descriptors: (await readdir(`/proc/${pid}/fd`)).length,
    threads: field('Threads'),
    cpuSeconds: (Number(user) + Number(system)) / TICKS_PER_SECOND,
    databaseBytes: await bytesOf(database, url),
  };
}

/** The database's bytes on disk, with SQLite including its write-ahead log. */
async function bytesOf({ engine, client }: Database, url: string): Promise<number> {
  if (engine === 'sqlite') {
    const path = fileURLToPath(new URL(url));
    const sizes = [path, `${path}-wal`].map(async (file) => (await stat(file).catch(() => null))?.size ?? 0);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }
  const [row] = await client.$queryRawUnsafe<{ size: bigint }[]>(
    'SELECT pg_database_size(current_database()) AS size',
  );
  return Number(row?.size);
}
