import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { Clock } from '../../foundation/clock.ts';

interface Shared<Result> {
  /** Monotonic time of completion; `null` while in progress. */
  doneAt: number | null;
  result: Promise<Result>;
}

const MOST_KEYS = 400;

/**
 * Shares the result of equal work for `maxAgeMs` milliseconds; calls during the work wait for it. A failure
 * is shared with those who waited, and the next call tries again.
 */
export function shareRecent<Key, Result>(
  work: (key: Key) => Promise<Result>,
  { clock, maxAgeMs }: { clock: Clock; maxAgeMs: number },
): (key: Key) => Promise<Result> {
  const known = createBoundedMap<Key, Shared<Result>>(MOST_KEYS);
  return (key) => {
    const now = clock.monotonicMs();
    const shared = known.get(key);
    if (shared && (shared.doneAt === null || now - shared.doneAt < maxAgeMs)) return shared.result;
    const entry: Shared<Result> = { doneAt: null, result: work(key) };
    known.set(key, entry);
    entry.result.then(
      () => (entry.doneAt = clock.monotonicMs()),
      () => (entry.doneAt = -Infinity),
    );
    return entry.result;
  };
}
