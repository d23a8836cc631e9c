import type { Clock } from './clock.ts';

/**
 * Milliseconds that never go back, for telling how long something lasts: where the clock is put back, they go on from
 * where they were. A clock that is put forward cannot be told from time that passed.
 */
export function createSteadyTime(clock: Clock): () => number {
  let last = clock.now().getTime();
  let ahead = 0;
  return () => {
    const now = clock.now().getTime();
    ahead += Math.max(0, last - now);
    last = now;
    return now + ahead;
  };
}
