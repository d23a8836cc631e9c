import type { TableDigest } from './archive-format.ts';
import { openArchive, type ArchiveBlock } from './archive-reader.ts';
import { verifyArchive } from './backup.ts';
import { loadRows } from './load-rows.ts';
import { withTarget } from './open-target.ts';
import type { Watch } from './watch-rows.ts';

export interface RestoreOptions extends Watch {
  file: string;
  password: string | null;
  /** The empty database. */
  url: string;
}

/**
 * Fills an empty database of either engine from an archive. The archive is read to its end before the database is
 * touched, and all is kept at once or not at all.
 */
export async function restore(options: RestoreOptions): Promise<readonly TableDigest[]> {
  const { file, password, url, signal } = options;
  const { header, tables } = await verifyArchive(file, password, signal);
  return withTarget({ url, source: header }, async (database) => {
    const archive = await openArchive(file, password);
    try {
      const blocks = watchBlocks(archive.blocks(), options, tables);
      return await loadRows(database, { tables: archive.header.tables, blocks });
    } finally {
      await archive.close();
    }
  });
}

async function* watchBlocks(
  blocks: AsyncGenerator<ArchiveBlock, readonly TableDigest[]>,
  { onProgress, signal }: Watch,
  tables: readonly TableDigest[],
): AsyncGenerator<ArchiveBlock, readonly TableDigest[]> {
  const all = tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  for (;;) {
    signal?.throwIfAborted();
    const next = await blocks.next();
    if (next.done) return next.value;
    yield next.value;
    done += next.value.rows.length;
    onProgress?.(done, all);
  }
}
