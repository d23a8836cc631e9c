import type { Clock } from '../../foundation/clock.ts';

interface Shared<Result> {
  /** When it was done; `null` while it is being done. */
  doneAt: number | null;
  result: Promise<Result>;
}

const MOST_KEYS = 400;

/**
 * The same work, done once for everybody who asks for the same within `maxAgeMs`; those who come while it is
 * being done wait for it. A failure is shared by those who waited, and tried again by the next.
 */
export function shareRecent<Key, Result>(
  work: (key: Key) => Promise<Result>,
  { clock, maxAgeMs }: { clock: Clock; maxAgeMs: number },
): (key: Key) => Promise<Result> {
  const known = new Map<Key, Shared<Result>>();
  return (key) => {
    const now = clock.monotonicMs();
    const shared = known.get(key);
    if (shared && (shared.doneAt === null || now - shared.doneAt < maxAgeMs)) return shared.result;
    if (known.size >= MOST_KEYS) known.clear();
    const entry: Shared<Result> = { doneAt: null, result: work(key) };
    known.set(key, entry);
    entry.result.then(
      () => (entry.doneAt = clock.monotonicMs()),
      () => (entry.doneAt = -Infinity),
    );
    return entry.result;
  };
}
