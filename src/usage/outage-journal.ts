import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BookingRow, SettlementRow } from '../database/ledger-rows.ts';
import { parseEntry, serializeEntry } from './journal-entry.ts';
import { createJournalFile, syncFolder } from './journal-file.ts';

/** What the ledger could not write to the database. */
export type JournalEntry = { booking: BookingRow } | { settlement: SettlementRow };

export interface OutageJournal {
  /** Keeps the entry; resolves when it would survive a power cut. */
  append(entry: JournalEntry): Promise<void>;
  /** Everything kept, oldest first. */
  entries(): readonly JournalEntry[];
  /** Forgets the first `count` entries, which the database has now. A crash may bring them back until all are forgotten. */
  forget(count: number): Promise<void>;
  close(): Promise<void>;
}

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
  const file = await createJournalFile(path);
  let kept: JournalEntry[] = inherited.flatMap(({ entries }) => entries);
  let writing: Promise<void> = Promise.resolve();
  // One after the other: two writes at once would share a position.
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  };

  await file.append(kept.map(serializeEntry).join(''));
  // What is removed next must be found here after a power cut.
  await syncFolder(folder);
  for (const { path: old } of inherited) await rm(old, { force: true });
  return {
    append: (entry) =>
      inTurn(async () => {
        kept.push(entry);
        await file.append(serializeEntry(entry));
      }),
    entries: () => kept,
    forget: (count) =>
      inTurn(async () => {
        kept = kept.slice(count);
        // Nothing is taken out of the file before: whoever is killed meanwhile leaves too much, which does no harm.
        if (kept.length === 0) await file.clear();
      }),
    close: async () => {
      await writing;
      await file.close();
      openJournals.delete(path);
      if (kept.length === 0) await rm(path, { force: true });
    },
  };
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
