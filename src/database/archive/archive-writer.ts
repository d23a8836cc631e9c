import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { PortableRow } from '../rows/portable-row.ts';
import type { Table } from '../rows/tables.ts';
import { createArchiveCipher, type ArchiveCipher } from './archive-cipher.ts';
import { hashOf, headerHash, lengthBytes, type ArchiveHeader, type TableDigest } from './archive-format.ts';
import { DigestCounter, lineOf } from './table-digest.ts';

const compress = promisify(gzip);

/** Characters of NDJSON in a block: large enough to be compressed well, small enough to hold nothing up. */
const BLOCK_SIZE = 512 * 1024;

/** Writes an archive, block by block. */
export interface ArchiveWriter {
  /** Writes the rows of one table. Each table is written once. */
  table(table: Table, pages: AsyncIterable<readonly PortableRow[]>): Promise<TableDigest>;
  /** Writes the trailer, without which an archive is not whole. */
  end(): Promise<readonly TableDigest[]>;
}

/** Begins an archive at the start of `file`. */
export async function createArchiveWriter(
  file: Pick<FileHandle, 'write'>,
  header: ArchiveHeader,
  password: string | null,
): Promise<ArchiveWriter> {
  const { encryption } = header;
  const cipher = encryption && password !== null ? await createArchiveCipher(encryption, password) : null;
  const digests: TableDigest[] = [];
  const json = JSON.stringify(header);
  const first = Buffer.from(`${json} ${headerHash(json)}\n`);
  await writeAll(file, first);
  const block = frameWriter(file, cipher, hashOf(first));
  return {
    table: async (table, pages) => {
      const counter = new DigestCounter(table);
      const name = `${JSON.stringify({ table: table.name })}\n`;
      let text = '';
      const flush = async () => {
        if (text !== '') await block(`${name}${text}`);
        text = '';
      };
      for await (const page of pages) {
        for (const row of page) {
          const line = lineOf(row);
          counter.add(row, line);
          text += line;
          if (text.length >= BLOCK_SIZE) await flush();
        }
      }
      await flush();
      const digest = counter.digest();
      digests.push(digest);
      return digest;
    },
    end: async () => {
      await block(`${JSON.stringify({ end: true, tables: digests })}\n`);
      return digests;
    },
  };
}

function frameWriter(file: Pick<FileHandle, 'write'>, cipher: ArchiveCipher | null, start: Buffer) {
  let before = start;
  let index = 0;
  return async (text: string): Promise<void> => {
    const compressed = await compress(text);
    const payload = cipher ? cipher.seal(index, compressed, before) : compressed;
    const length = lengthBytes(payload.length);
    before = hashOf(before, length, payload);
    index += 1;
    await writeAll(file, Buffer.concat([length, before, payload]));
  };
}

/** A write may end early, as on a disk that is nearly full. */
async function writeAll(file: Pick<FileHandle, 'write'>, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done)).bytesWritten;
  }
}
