import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileProblem } from '../../foundation/files/file-problem.ts';
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
    await rm(part, { force: true }).catch(() => undefined);
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
  const file = await createFile(part, options.file);
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

/** The file to write. Its failures are said in words: the database is not to blame for them. */
async function createFile(part: string, path: string): Promise<Pick<FileHandle, 'sync' | 'close' | 'write'>> {
  const inWords = (error: unknown): never => {
    const problem = fileProblem(error);
    const isFolderMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const what = isFolderMissing ? 'its folder does not exist. Make it first' : `it ${problem}`;
    throw problem === null ? error : new ArchiveError(`${path} cannot be written: ${what}`);
  };
  const file = await open(part, 'w', 0o600).catch(inWords);
  const write = (bytes: Buffer, offset: number, length: number) =>
    file.write(bytes, offset, length).catch(inWords);
  return {
    write: write as FileHandle['write'],
    sync: () => file.sync().catch(inWords),
    close: () => file.close(),
  };
}

/**
 * An older archive may be replaced, which happens at once; anything else is kept, such as the database itself or a
 * device: a new file would take its place.
 */
async function expectReplaceable(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found || (found.isFile() && (found.size === 0 || (await isArchive(path))))) return;
  throw new ArchiveError(`${path} is there already and is no archive of this bot. Name another file`);
}

async function isArchive(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => null);
  if (!file) return false;
  try {
    const begin = Buffer.alloc(FORMAT.length + 20);
    await file.read(begin, 0, begin.length, 0);
    return begin.toString('latin1').startsWith(`{"format":"${FORMAT}"`);
  } finally {
    await file.close();
  }
}

/** Until then a power cut could take the new name back. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  // Some systems sync no folders.
  await folder.sync().catch(() => undefined);
  await folder.close();
}
