import { TABLES } from '../rows/tables.ts';
import type { TableDigest } from './archive-format.ts';
import type { ArchiveBlock } from './archive-reader.ts';
import { loadRows } from './load-rows.ts';
import { withSnapshot, type Snapshot } from './open-snapshot.ts';
import { withTarget } from './open-target.ts';
import { DigestCounter, expectEqual } from './table-digest.ts';
import { watchRows, type Watch } from './watch-rows.ts';

export interface MoveOptions extends Watch {
  /** The database that is read. It is not changed. */
  from: string;
  /** The empty database. */
  to: string;
  /** Throws an error while somebody uses the source; asked again before the target is kept. */
  expectUnused: () => Promise<void>;
}

/** Fills an empty database of either engine from another database. All is kept at once or not at all. */
export async function move(options: MoveOptions): Promise<readonly TableDigest[]> {
  await options.expectUnused();
  return withSnapshot(options.from, (snapshot) =>
    withTarget({ url: options.to, source: snapshot, setting: '--to' }, (database) =>
      loadRows(database, {
        tables: TABLES,
        blocks: readAll(snapshot, options),
        beforeCommit: options.expectUnused,
      }),
    ),
  );
}

async function* readAll(
  snapshot: Snapshot,
  watch: Watch,
): AsyncGenerator<ArchiveBlock, readonly TableDigest[]> {
  const counted = [];
  for (const table of TABLES) counted.push(await snapshot.count(table));
  const watched = watchRows(watch, counted);
  const digests: TableDigest[] = [];
  for (const table of TABLES) {
    const counter = new DigestCounter(table);
    for await (const rows of watched(snapshot.rows(table))) {
      for (const row of rows) counter.add(row);
      yield { table, rows };
    }
    digests.push(counter.digest());
  }
  expectEqual(counted, digests, 'the source, counted by itself,');
  return digests;
}
