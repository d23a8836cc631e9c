import { systemClock } from '../foundation/clock.ts';

/** How often the line is written again. */
const EVERY_MS = 200;

export interface Progress {
  show(done: number, all: number): void;
  /** Takes the line away. */
  end(): void;
}

/** A line on standard error that shows how far long work came; nothing where nobody watches a terminal. */
export function createProgress(what: string, stream: NodeJS.WriteStream = process.stderr): Progress {
  let last = Number.NEGATIVE_INFINITY;
  return {
    show: (done, all) => {
      const now = systemClock.monotonicMs();
      if (!stream.isTTY || (now - last < EVERY_MS && done < all)) return;
      last = now;
      const percent = all === 0 ? 100 : Math.floor((done / all) * 100);
      stream.write(`\r\u001B[K${what}: ${count(done)} of ${count(all)} rows (${percent} %)`);
    },
    end: () => {
      if (stream.isTTY && last > Number.NEGATIVE_INFINITY) stream.write('\r\u001B[K');
    },
  };
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
