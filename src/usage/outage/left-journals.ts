import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, rename, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEntry, type JournalEntry } from './journal-entry.ts';
import { isAlive, MACHINE } from '../../foundation/machine.ts';

/** A journal that this process took from one that runs no more, until its entries are in this one's own. */
export interface LeftJournal {
  path: string;
  entries: JournalEntry[];
}

/** How long after its last sign of life the journal of a process on another machine is taken. */
const UNTOUCHED_MS = 30_000;
/** The machine is missing in the names that former versions gave. */
const FILE_NAME = /^ledger-journal\.(?:([0-9a-f]{12})\.)?(\d+)\.[0-9a-f]+\.jsonl$/;
const HERE = createHash('sha256').update(MACHINE).digest('hex').slice(0, 12);

/** The journals that this process has open. In a container every process has the same number as the one before. */
const openJournals = new Set<string>();

/** A new name in `folder` that tells others whose journal it is; this process's own until `giveUpName`. */
export function takeName(folder: string): string {
  const path = join(folder, `ledger-journal.${HERE}.${process.pid}.${randomBytes(4).toString('hex')}.jsonl`);
  openJournals.add(path);
  return path;
}

export function giveUpName(path: string): void {
  openJournals.delete(path);
}

/** Takes the journals in `folder` whose processes run no more, or seem to: each when the one before was dealt with. */
export async function* takeLeftJournals(folder: string, now: Date): AsyncGenerator<LeftJournal> {
  for (const name of await readdir(folder)) {
    if (!(await isLeft(folder, name, now))) continue;
    const left = await take(folder, name);
    if (left) yield left;
  }
}

/** `null`: somebody else was first, or it is another user's. */
async function take(folder: string, name: string): Promise<LeftJournal | null> {
  const file = await open(join(folder, name), 'r').catch(() => null);
  if (!file) return null;
  const path = takeName(folder);
  try {
    // Renamed before it is read: an owner that lives after all finds it gone, and writes once more what it kept.
    await rename(join(folder, name), path);
    return { path, entries: await readEntries(file) };
  } catch {
    giveUpName(path);
    return null;
  } finally {
    await file.close();
  }
}

async function readEntries(file: FileHandle): Promise<JournalEntry[]> {
  return (await file.readFile('utf8')).split('\n').flatMap((line) => parseEntry(line) ?? []);
}

async function isLeft(folder: string, name: string, now: Date): Promise<boolean> {
  const [, machine, pid] = FILE_NAME.exec(name) ?? [];
  const path = join(folder, name);
  if (pid === undefined || openJournals.has(path)) return false;
  if (machine === HERE && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true;
  // A process number of another machine says nothing here, and one of this machine may be another program's by now.
  const lastTouched = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Number.NaN,
  );
  return now.getTime() - lastTouched > UNTOUCHED_MS;
}
