import { createHash } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import type { Table } from '../rows/tables.ts';
import type { Scrypt } from './archive-cipher.ts';

/*
 * An archive is a line (the header as JSON, a space, its SHA-256 in hexadecimal digits) and frames after it. A frame is the length of its payload (four bytes, big
 * endian), a SHA-256 hash and the payload. The hash covers the hash before it (for the first frame: the header's), the
 * length and the payload, so that nothing can be altered, moved or left out unseen. A payload is gzipped NDJSON, sealed
 * where there is a password: a line that names the table, then its rows as arrays. The last frame holds the digests.
 */
export const FORMAT = 'telegram-ai-ledger-archive';
export const FORMAT_VERSION = 1;
export const HASH_BYTES = 32;
export const LENGTH_BYTES = 4;
/** A block holds at least one row; a row is limited by what Telegram and the providers send. */
export const MOST_BLOCK_BYTES = 256 * 1024 * 1024;
export const MOST_HEADER_BYTES = 1024 * 1024;

export interface ArchiveHeader {
  format: typeof FORMAT;
  version: number;
  engine: Engine;
  /** The newest migration of the database that was read. */
  migration: string;
  /** A hash of `tables`. */
  schema: string;
  createdAt: string;
  tables: readonly Table[];
  /** `null`: anybody can read the archive. */
  encryption: Scrypt | null;
}

/** What a table holds: equal digests are equal rows. */
export interface TableDigest {
  name: string;
  rows: number;
  /** SHA-256 of its NDJSON. */
  sha256: string;
  /** Exact sums by column. */
  totals: Readonly<Record<string, string>>;
}

/** The last block of an archive. */
export interface ArchiveTrailer {
  end: true;
  tables: readonly TableDigest[];
}

/** Something about an archive, a source or a target that a person has to see to. Its message says what to do. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

export const CUT = 'the archive is cut: its end is missing. Use another copy of it';
export const ALTERED = 'the archive was altered or damaged. Use another copy of it';

export function headerHash(json: string): string {
  return hashOf(json).toString('hex');
}

export function hashOf(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

export function schemaHash(tables: readonly Table[]): string {
  return hashOf(JSON.stringify(tables)).toString('hex');
}

export function lengthBytes(length: number): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt32BE(length);
  return bytes;
}
