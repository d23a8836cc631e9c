import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';

/** Resolves with whether the database is there, for which it waits until `deadline` at most. */
export type AwaitDatabase = (deadline: number) => Promise<boolean>;

/** `passed`: the milliseconds in which deadlines are given. */
export function createDatabasePatience(
  watch: Pick<DatabaseWatch, 'isDown' | 'onChange'>,
  passed: () => number,
): { awaitDatabase: AwaitDatabase; wentAt: () => number | null } {
  let wentAt: number | null = null;
  let waiting: (() => void)[] = [];
  watch.onChange((isDown) => {
    wentAt = isDown ? passed() : null;
    if (isDown) return;
    for (const goOn of waiting) goOn();
    waiting = [];
  });
  return {
    wentAt: () => wentAt,
    awaitDatabase: async (deadline) => {
      const left = deadline - passed();
      if (!watch.isDown || left <= 0) return !watch.isDown;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      return !watch.isDown;
    },
  };
}
