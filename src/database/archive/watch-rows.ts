import type { PortableRow } from '../rows/portable-row.ts';

/** How long work is followed and ended. */
export interface Watch {
  onProgress?: (done: number, all: number) => void;
  /** Aborted, the work ends as soon as it can and leaves nothing behind. */
  signal?: AbortSignal;
}

/** Passes pages of all tables on, and tells how far it came. */
export function watchRows({ onProgress, signal }: Watch, tables: readonly { rows: number }[]) {
  const all = tables.reduce((sum, { rows }) => sum + rows, 0);
  let done = 0;
  return async function* watched(pages: AsyncIterable<PortableRow[]>): AsyncGenerator<PortableRow[]> {
    for await (const page of pages) {
      signal?.throwIfAborted();
      yield page;
      done += page.length;
      onProgress?.(done, all);
    }
  };
}
