import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { BookingRow, SettlementRow } from '../database/ledger-rows.ts';
import { parseEntry, serializeEntry } from './journal-entry.ts';

/** What the ledger could not write to the database. */
export type JournalEntry = { booking: BookingRow } | { settlement: SettlementRow };

export interface OutageJournal {
  /** Keeps the entry; resolves when it would survive a power cut. */
  append(entry: JournalEntry): Promise<void>;
  /** Everything kept, oldest first. */
  entries(): readonly JournalEntry[];
  /** Forgets the first `count` entries, which the database has now. */
  forget(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Room that exists before it is needed: when the disk is full, the journal must still take some thousand lines. */
const RESERVED_BYTES = 1024 * 1024;
const FILE_NAME = /^ledger-journal\.(\d+)\.[0-9a-f]+\.jsonl$/;

/** The journals that this process has open. In a container every process has the same number as the one before. */
const openJournals = new Set<string>();

/**
 * Opens the journal of this process in `folder`, beside the database, and takes over those of processes that
 * no longer run.
 */
export async function openOutageJournal(folder: string): Promise<OutageJournal> {
  await mkdir(folder, { recursive: true });
  const inherited = await readAbandoned(folder);
  const path = join(folder, `ledger-journal.${process.pid}.${randomBytes(4).toString('hex')}.jsonl`);
  openJournals.add(path);
  const file = await open(path, 'w+', 0o600);
  let kept: JournalEntry[] = inherited.flatMap(({ entries }) => entries);
  let end = 0;
  let writing: Promise<void> = Promise.resolve();

  const write = async (text: string, position: number) => {
    const bytes = Buffer.from(text);
    await file.write(bytes, 0, bytes.length, position);
    await file.datasync();
    return bytes.length;
  };
  const rewrite = async () => {
    await blank(file, end);
    end = await write(kept.map(serializeEntry).join(''), 0);
  };
  // One after the other: two writes at once would share a position.
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  };

  await blank(file, RESERVED_BYTES);
  await rewrite();
  for (const { path: old } of inherited) await rm(old, { force: true });
  return {
    append: (entry) =>
      inTurn(async () => {
        kept.push(entry);
        end += await write(serializeEntry(entry), end);
      }),
    entries: () => kept,
    forget: (count) =>
      inTurn(async () => {
        kept = kept.slice(count);
        await rewrite();
      }),
    close: async () => {
      await writing;
      await file.close();
      openJournals.delete(path);
      if (kept.length === 0) await rm(path, { force: true });
    },
  };
}

/** Fills the first bytes with line breaks, which read as no entries and, being written, really take room. */
async function blank(file: FileHandle, bytes: number): Promise<void> {
  if (bytes > 0) await file.write(Buffer.alloc(bytes, '\n'), 0, bytes, 0);
}

async function readAbandoned(folder: string): Promise<{ path: string; entries: JournalEntry[] }[]> {
  const names = (await readdir(folder)).filter((name) => isAbandoned(folder, name));
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const lines = (await readFile(path, 'utf8')).split('\n');
      return { path, entries: lines.flatMap((line) => parseEntry(line) ?? []) };
    }),
  );
}

function isAbandoned(folder: string, name: string): boolean {
  const pid = Number(FILE_NAME.exec(name)?.[1] ?? Number.NaN);
  if (Number.isNaN(pid)) return false;
  try {
    process.kill(pid, 0);
    return pid === process.pid && !openJournals.has(join(folder, name));
  } catch {
    return true;
  }
}
