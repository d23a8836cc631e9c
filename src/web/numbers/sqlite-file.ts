import { open } from 'node:fs/promises';

const MAGIC = 'SQLite format 3\0';

/**
 * Rejects unless the file starts with SQLite's header. Reads succeed from the cache long after the file is
 * gone.
 */
export async function expectSqliteFile(databaseUrl: string): Promise<void> {
  const file = await open(databaseUrl.slice('file:'.length), 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    if (buffer.toString('latin1', 0, bytesRead) !== MAGIC) throw new Error('the file is not a database');
  } finally {
    await file.close();
  }
}
