import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock, Timer } from '../foundation/clock.ts';

/** Milliseconds after the start. */
const COLLECTIONS = [10_000, 25_000];

/**
 * Collects what the start left, once it is over. V8 gives back the memory of young objects, up to 32 MB, only in a
 * collection that follows seconds of little work, and an idle bot creates too little to bring one on.
 */
export function releaseStartMemory(clock: Pick<Clock, 'after'>): Timer {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const timers = COLLECTIONS.map((ms) => clock.after(ms, collect));
  return { cancel: () => timers.forEach((timer) => timer.cancel()) };
}
