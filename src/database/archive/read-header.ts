import type { FileHandle } from 'node:fs/promises';
import { TABLES, type Table } from '../rows/tables.ts';
import { isKnownScrypt } from './archive-cipher.ts';
import {
  ALTERED,
  ArchiveError,
  CUT,
  FORMAT,
  FORMAT_VERSION,
  headerHash,
  MOST_HEADER_BYTES,
  schemaHash,
  type ArchiveHeader,
} from './archive-format.ts';

const NO_ARCHIVE = 'the file is no archive of this bot: npm run backup makes one';
const NEWER = 'the archive is from a newer version of the bot. Update this one, then restore';
const PIECE = 4096;
const KNOWN_TYPES = new Set(TABLES.flatMap(({ columns }) => columns.map(({ type }) => type)));

/** The header of an archive and its bytes. Throws an `ArchiveError` unless this version can read what follows. */
export async function readHeader(file: FileHandle): Promise<{ header: ArchiveHeader; bytes: Buffer }> {
  const bytes = await readLine(file);
  const [, json = '', hash] = /^(\{.*\}) ([0-9a-f]{64})\n$/.exec(bytes.toString('utf8')) ?? [];
  const header = parseHeader(json);
  if (header.format !== FORMAT) throw new ArchiveError(NO_ARCHIVE);
  // Asked first: a newer version may hash in another way.
  if (header.version > FORMAT_VERSION) throw new ArchiveError(NEWER);
  const isWhole = Array.isArray(header.tables) && header.schema === schemaHash(header.tables);
  if (headerHash(json) !== hash || !isWhole) throw new ArchiveError(ALTERED);
  const isKnown =
    header.tables.every(isKnownTable) && (!header.encryption || isKnownScrypt(header.encryption));
  if (!isKnown) throw new ArchiveError(NEWER);
  return { header, bytes };
}

/** The names in a header become SQL, so they must be those of our own schema. A type may have been another one then. */
function isKnownTable({ name, columns, key }: Table): boolean {
  const known = TABLES.find((table) => table.name === name);
  const isKnown = (column: Table['columns'][number]) =>
    KNOWN_TYPES.has(column.type) && (known?.columns.some(({ name }) => name === column.name) ?? false);
  const names = columns.map((column) => column.name);
  return known !== undefined && columns.every(isKnown) && key.every((part) => names.includes(part));
}

function parseHeader(json: string): ArchiveHeader {
  try {
    return JSON.parse(json) as ArchiveHeader;
  } catch {
    throw new ArchiveError(NO_ARCHIVE);
  }
}

async function readLine(file: FileHandle): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let position = 0; position < MOST_HEADER_BYTES; position += PIECE) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(PIECE), 0, PIECE, position);
    const end = buffer.subarray(0, bytesRead).indexOf('\n');
    pieces.push(buffer.subarray(0, end === -1 ? bytesRead : end + 1));
    if (end !== -1) return Buffer.concat(pieces);
    if (bytesRead < PIECE) break;
  }
  const isBegun = Buffer.concat(pieces).toString('latin1').startsWith(`{"format":"${FORMAT}"`);
  throw new ArchiveError(isBegun ? CUT : NO_ARCHIVE);
}
