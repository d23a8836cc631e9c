import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { TABLES } from '../rows/tables.ts';
import { newScrypt } from './archive-cipher.ts';
import {
  ArchiveError,
  FORMAT,
  FORMAT_VERSION,
  schemaHash,
  type ArchiveHeader,
  type TableDigest,
} from './archive-format.ts';
import { openArchive } from './archive-reader.ts';
import { createArchiveWriter } from './archive-writer.ts';
import { withSnapshot, type Snapshot } from './open-snapshot.ts';
import { expectEqual } from './table-digest.ts';
import { watchRows, type Watch } from './watch-rows.ts';

export interface BackupOptions extends Watch {
  /** The database. */
  url: string;
  file: string;
  /** `null`: anybody can read the archive. */
  password: string | null;
  now: Date;
}

export interface BackupResult {
  tables: readonly TableDigest[];
  bytes: number;
}

/**
 * Writes a database, as it is now, into one file. The file is read back, and compared with what the database itself
 * counted, before it gets its name: a file with that name is good. A failure leaves nothing behind.
 */
export async function backUp(options: BackupOptions): Promise<BackupResult> {
  await expectReplaceable(options.file);
  const part = `${options.file}.${process.pid}.part`;
  try {
    const { counted, written } = await withSnapshot(options.url, (snapshot) =>
      write(snapshot, part, options),
    );
    await readBack(part, options, { counted, written });
    const { size } = await stat(part);
    await rename(part, options.file);
    await syncFolder(dirname(options.file));
    return { tables: written, bytes: size };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

interface Written {
  /** By the database. */
  counted: Awaited<ReturnType<Snapshot['count']>>[];
  /** By the rows. */
  written: readonly TableDigest[];
}

async function write(snapshot: Snapshot, part: string, options: BackupOptions): Promise<Written> {
  const counted = [];
  for (const table of TABLES) counted.push(await snapshot.count(table));
  const watched = watchRows(options, counted);
  const file = await createFile(part);
  try {
    const writer = await createArchiveWriter(file, headerOf(snapshot, options), options.password);
    for (const table of TABLES) await writer.table(table, watched(snapshot.rows(table)));
    const written = await writer.end();
    await file.sync();
    return { counted, written };
  } finally {
    await file.close();
  }
}

/** The header of an archive of this version. */
export function headerOf(
  { engine, migration }: Pick<Snapshot, 'engine' | 'migration'>,
  { password, now }: Pick<BackupOptions, 'password' | 'now'>,
): ArchiveHeader {
  return {
    format: FORMAT,
    version: FORMAT_VERSION,
    engine,
    migration,
    schema: schemaHash(TABLES),
    createdAt: now.toISOString(),
    tables: TABLES,
    encryption: password === null ? null : newScrypt(),
  };
}

/** Reads an archive to its end, as a restore would. */
export async function verifyArchive(
  path: string,
  password: string | null,
  signal?: AbortSignal,
): Promise<{ header: ArchiveHeader; tables: readonly TableDigest[] }> {
  const archive = await openArchive(path, password);
  try {
    const blocks = archive.blocks();
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await blocks.next();
      if (done) return { header: archive.header, tables: value };
    }
  } finally {
    await archive.close();
  }
}

async function readBack(
  part: string,
  { password, signal }: BackupOptions,
  { counted, written }: Written,
): Promise<void> {
  const { tables } = await verifyArchive(part, password, signal);
  expectEqual(tables, written, 'the written archive');
  expectEqual(counted, tables, 'the database, counted by itself,');
}

async function createFile(part: string): Promise<FileHandle> {
  try {
    return await open(part, 'w', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const hint = code === 'ENOENT' ? 'its folder does not exist' : String(code);
    throw new ArchiveError(`${part} cannot be written: ${hint}. Name another file`, { cause: error });
  }
}

/** An older archive may be replaced, which happens at once; anything else, such as the database itself, is kept. */
async function expectReplaceable(path: string): Promise<void> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return;
  try {
    const begin = Buffer.alloc(FORMAT.length + 20);
    const { bytesRead } = await file.read(begin, 0, begin.length, 0);
    if (bytesRead === 0 || begin.toString('latin1').startsWith(`{"format":"${FORMAT}"`)) return;
  } catch {
    // A folder, for instance.
  } finally {
    await file.close();
  }
  throw new ArchiveError(`${path} is there already and is no archive of this bot. Name another file`);
}

/** Until then a power cut could take the new name back. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  // Some systems sync no folders.
  await folder.sync().catch(() => undefined);
  await folder.close();
}
