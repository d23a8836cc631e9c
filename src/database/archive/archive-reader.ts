import { open, stat, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { describeError } from '../../foundation/describe-error.ts';
import { fileProblem } from '../../foundation/files/file-problem.ts';
import type { PortableRow } from '../rows/portable-row.ts';
import type { Table } from '../rows/tables.ts';
import { createArchiveCipher, type ArchiveCipher } from './archive-cipher.ts';
import {
  ALTERED,
  ArchiveError,
  CUT,
  HASH_BYTES,
  hashOf,
  LENGTH_BYTES,
  lengthBytes,
  MOST_BLOCK_BYTES,
  type ArchiveHeader,
  type ArchiveTrailer,
  type TableDigest,
} from './archive-format.ts';
import { readHeader } from './read-header.ts';
import { DigestCounter, expectEqual } from './table-digest.ts';

const decompress = promisify(gunzip);

/** Rows of one table that stood together in an archive. */
export interface ArchiveBlock {
  table: Table;
  rows: readonly PortableRow[];
}

export interface Archive {
  header: ArchiveHeader;
  /**
   * The rows, block by block, in constant memory. Throws an `ArchiveError` at the first thing that is not as it was
   * written, at the latest at the end; returns what the archive holds.
   */
  blocks(): AsyncGenerator<ArchiveBlock, readonly TableDigest[]>;
  close(): Promise<void>;
}

/** Opens an archive. Throws an `ArchiveError` for a file that is none, that is of a newer version, or that is locked. */
export async function openArchive(path: string, password: string | null): Promise<Archive> {
  const file = await openFile(path);
  try {
    const { header, bytes } = await readHeader(file);
    const cipher = await cipherFor(header, password);
    return {
      header,
      blocks: () => readBlocks(readFrames(file, bytes, cipher), header),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    // Opening a pipe may never end.
    if ((await stat(path)).isFile()) return await open(path, 'r');
  } catch (error) {
    throw new ArchiveError(`${path} cannot be read: it ${fileProblem(error) ?? describeError(error)}`);
  }
  throw new ArchiveError(`${path} is no file: npm run backup makes one`);
}

async function cipherFor(
  { encryption }: ArchiveHeader,
  password: string | null,
): Promise<ArchiveCipher | null> {
  if (!encryption) return null;
  if (password === null)
    throw new ArchiveError('the archive is encrypted. Set BACKUP_PASSWORD to the password it was made with');
  return createArchiveCipher(encryption, password);
}

/** The payloads, decrypted and decompressed. */
async function* readFrames(
  file: FileHandle,
  head: Buffer,
  cipher: ArchiveCipher | null,
): AsyncGenerator<string> {
  let position = head.length;
  let before = hashOf(head);
  for (let index = 0; ; index++) {
    const start = await readExactly(file, LENGTH_BYTES + HASH_BYTES, position);
    if (start === null) return;
    const length = start.readUInt32BE();
    if (length > MOST_BLOCK_BYTES) throw new ArchiveError(ALTERED);
    position += start.length;
    const payload = await readExactly(file, length, position);
    if (payload === null && length > 0) throw new ArchiveError(CUT);
    const hash = hashOf(before, lengthBytes(length), payload ?? '');
    if (!hash.equals(start.subarray(LENGTH_BYTES))) throw new ArchiveError(ALTERED);
    position += length;
    yield await openPayload(payload ?? Buffer.alloc(0), { cipher, index, before });
    before = hash;
  }
}

async function openPayload(
  payload: Buffer,
  { cipher, index, before }: { cipher: ArchiveCipher | null; index: number; before: Buffer },
): Promise<string> {
  let compressed = payload;
  try {
    if (cipher) compressed = cipher.open(index, payload, before);
  } catch {
    // Its hash was right, so it is whole.
    throw new ArchiveError('BACKUP_PASSWORD is not the password that the archive was made with');
  }
  try {
    const plain = (await decompress(compressed, { maxOutputLength: MOST_BLOCK_BYTES })) as Buffer;
    return plain.toString('utf8');
  } catch {
    throw new ArchiveError(ALTERED);
  }
}

/** `null` at the end of the file. Throws an `ArchiveError` where only a part is left. */
async function readExactly(file: FileHandle, length: number, position: number): Promise<Buffer | null> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  if (filled === 0) return null;
  if (filled < length) throw new ArchiveError(CUT);
  return bytes;
}

async function* readBlocks(
  payloads: AsyncIterable<string>,
  header: ArchiveHeader,
): AsyncGenerator<ArchiveBlock, readonly TableDigest[]> {
  const counters = new Map(header.tables.map((table) => [table.name, new DigestCounter(table)]));
  let trailer: ArchiveTrailer | null = null;
  for await (const text of payloads) {
    if (trailer) throw new ArchiveError(ALTERED);
    const block = parseBlock(text, header);
    if ('end' in block) trailer = block;
    else {
      const counter = counters.get(block.table.name);
      for (const row of block.rows) counter?.add(row);
      yield block;
    }
  }
  if (!trailer) throw new ArchiveError(CUT);
  const digests = Array.from(counters.values(), (counter) => counter.digest());
  expectEqual(digests, trailer.tables, 'what the archive holds');
  expectEqual(trailer.tables, digests, 'what the archive holds');
  return digests;
}

function parseBlock(text: string, { tables }: ArchiveHeader): ArchiveBlock | ArchiveTrailer {
  try {
    const [first = '', ...lines] = text.trimEnd().split('\n');
    const head = JSON.parse(first) as { table: string } | ArchiveTrailer;
    if ('end' in head) return head;
    const table = tables.find(({ name }) => name === head.table);
    const rows = lines.map((line) => JSON.parse(line) as PortableRow);
    if (!table || rows.some((row) => row.length !== table.columns.length)) throw new Error('unknown rows');
    return { table, rows };
  } catch {
    throw new ArchiveError(ALTERED);
  }
}
