import { open, utimes, type FileHandle } from 'node:fs/promises';
import type { Clock } from '../../foundation/clock.ts';

/** Lines that are only ever added to, until none of them is needed any more. */
export interface JournalFile {
  readonly path: string;
  /** Resolves when the text would survive a power cut. */
  append(text: string): Promise<void>;
  /** Forgets every line. Not before all of them are elsewhere: whoever is killed meanwhile leaves any part of them. */
  clear(): Promise<void>;
  /** Marks it as of a process that lives; whether it still has its name. */
  touch(): Promise<boolean>;
  close(): Promise<void>;
}

/** Room that exists before it is needed: when the disk is full, the journal must still take some thousand lines. */
const RESERVED_BYTES = 1024 * 1024;

/** Creates the file for its owner alone, with its room and its first lines. */
export async function createJournalFile(
  path: string,
  firstLines: string,
  clock: Pick<Clock, 'now'>,
): Promise<JournalFile> {
  const file = await open(path, 'wx', 0o600);
  try {
    await fill(file, RESERVED_BYTES);
    const journal = journalIn(file, path, clock);
    await journal.append(firstLines);
    return journal;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function journalIn(file: FileHandle, path: string, clock: Pick<Clock, 'now'>): JournalFile {
  let end = 0;
  const cut = async (): Promise<void> => {
    await file.truncate(RESERVED_BYTES);
    end = RESERVED_BYTES;
  };
  return {
    path,
    append: async (text) => {
      const bytes = Buffer.from(text);
      await writeAll(file, bytes, end);
      await file.datasync();
      end += bytes.length;
    },
    clear: async () => {
      if (end > RESERVED_BYTES) await cut();
      await fill(file, end);
      await file.datasync();
      end = 0;
    },
    touch: () => touch(path, clock.now()),
    close: () => file.close(),
  };
}

async function touch(path: string, now: Date): Promise<boolean> {
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Fills the first bytes with line breaks, which read as no entries and, being written, really take room. */
async function fill(file: FileHandle, bytes: number): Promise<void> {
  await writeAll(file, Buffer.alloc(bytes, '\n'), 0);
}

/** A disk that is nearly full takes a part of it, and says so only when it is asked for the rest. */
async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

/** Makes durable which files a folder has. Not every file system knows how. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
