import { systemClock } from '../../foundation/clock.ts';
import { createProgress, type Progress } from './progress.ts';

/** How often the line is written again. */
const EVERY_MS = 200;

/** Shows how many rows were dealt with, a few times a second. */
export function rowProgress(what: string, progress: Progress = createProgress()) {
  let last = Number.NEGATIVE_INFINITY;
  return {
    show: (done: number, all: number): void => {
      const now = systemClock.monotonicMs();
      if (now - last < EVERY_MS && done < all) return;
      last = now;
      const percent = all === 0 ? 100 : Math.floor((done / all) * 100);
      progress.show(`${what}: ${count(done)} of ${count(all)} rows (${percent} %)`);
    },
    end: (): void => progress.end(),
  };
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
