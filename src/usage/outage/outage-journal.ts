import { mkdir, rm } from 'node:fs/promises';
import type { Clock } from '../../foundation/clock.ts';
import { serializeEntry, type JournalEntry } from './journal-entry.ts';
import { createJournalFile, syncFolder, type JournalFile } from './journal-file.ts';
import { giveUpName, takeLeftJournals, takeName } from './left-journals.ts';

export interface OutageJournal {
  /** Keeps the entry; resolves when it would survive a power cut. A booking that cannot be written is not kept. */
  append(entry: JournalEntry): Promise<void>;
  /** Everything kept, oldest first. */
  entries(): readonly JournalEntry[];
  /** Whether the booking of this request is kept, or being written: the database does not know the request yet. */
  hasBooking(requestId: string): boolean;
  /** Forgets the first `count` entries, which the database has now; a crash may bring them back until all are. */
  forget(count: number): Promise<void>;
  /** Shows others that this process lives, and takes over what those kept that do no more. */
  tend(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the journal of this process in `folder`, and takes over those of processes that no longer run. */
export async function openOutageJournal(folder: string, clock: Clock): Promise<OutageJournal> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  let kept: JournalEntry[] = [];
  const arriving = new Set<JournalEntry>();
  let file = await createFile(folder, kept, clock);
  let writing: Promise<void> = Promise.resolve();
  // One after the other: two writes at once would share a position.
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done;
  };
  const takeOver = async () => {
    for await (const { path, entries } of takeLeftJournals(folder, clock.now())) {
      kept = [...kept, ...entries];
      await file.append(toLines(entries));
      await rm(path, { force: true });
      giveUpName(path);
    }
  };
  /** Somebody thought this process dead, and took its journal: what it kept since is in no other. */
  const beginAnew = async () => {
    const former = file;
    file = await createFile(folder, kept, clock);
    giveUpName(former.path);
    await former.close();
  };

  await takeOver();
  return {
    append: (entry) => {
      arriving.add(entry);
      return inTurn(async () => {
        kept.push(entry);
        await file.append(serializeEntry(entry)).catch((error: unknown) => {
          // What is not booked is not sent; of what was sent, memory is better than nothing.
          if ('booking' in entry) kept = kept.filter((other) => other !== entry);
          throw error;
        });
        if (!(await file.touch())) await beginAnew();
      }).finally(() => arriving.delete(entry));
    },
    entries: () => kept,
    hasBooking: (requestId) =>
      [...arriving, ...kept].some((entry) => 'booking' in entry && entry.booking.id === requestId),
    forget: (count) =>
      inTurn(async () => {
        kept = kept.slice(count);
        // Nothing is taken out of the file before: whoever is killed meanwhile leaves too much, which does no harm.
        if (kept.length === 0) await file.clear();
      }),
    tend: () =>
      inTurn(async () => {
        if (!(await file.touch())) await beginAnew();
        await takeOver();
      }),
    close: () =>
      inTurn(async () => {
        await file.close();
        if (kept.length === 0) await rm(file.path, { force: true });
        giveUpName(file.path);
      }),
  };
}

/** Creates a journal with these entries in it. */
async function createFile(
  folder: string,
  entries: readonly JournalEntry[],
  clock: Clock,
): Promise<JournalFile> {
  const path = takeName(folder);
  try {
    const file = await createJournalFile(path, toLines(entries), clock);
    // What is removed next must be found here after a power cut.
    await syncFolder(folder);
    return file;
  } catch (error) {
    await rm(path, { force: true });
    giveUpName(path);
    throw error;
  }
}

function toLines(entries: readonly JournalEntry[]): string {
  return entries.map(serializeEntry).join('');
}
