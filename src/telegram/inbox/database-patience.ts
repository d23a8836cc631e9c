import type { Clock } from '../../foundation/clock.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';

/** Resolves with whether the database is there; waits for it until `deadline`, in monotonic milliseconds, at most. */
export type AwaitDatabase = (deadline: number) => Promise<boolean>;

/** Lets updates wait for a database that is slow or restarts. */
export function createDatabasePatience(
  watch: Pick<DatabaseWatch, 'isDown' | 'onChange'>,
  clock: Clock,
): { awaitDatabase: AwaitDatabase; wentAt: () => number | null } {
  let wentAt: number | null = null;
  let waiting: (() => void)[] = [];
  watch.onChange((isDown) => {
    wentAt = isDown ? clock.monotonicMs() : null;
    if (isDown) return;
    for (const goOn of waiting) goOn();
    waiting = [];
  });
  return {
    wentAt: () => wentAt,
    awaitDatabase: async (deadline) => {
      const left = deadline - clock.monotonicMs();
      if (!watch.isDown || left <= 0) return !watch.isDown;
      await new Promise<void>((resolve) => {
        const timer = clock.after(left, resolve);
        waiting.push(() => {
          timer.cancel();
          resolve();
        });
      });
      return !watch.isDown;
    },
  };
}
