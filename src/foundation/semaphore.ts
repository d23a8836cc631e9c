export interface Semaphore {
  /** Resolves when one more may pass. */
  enter(id: number): Promise<void>;
  /** Makes room; nothing happens when this one did not enter. */
  leave(id: number): void;
}

/** Lets at most `width` in at once, in the order in which they came. */
export function createSemaphore(width: number): Semaphore {
  const inside = new Set<number>();
  const waiting: { id: number; enter: () => void }[] = [];
  const admit = () => {
    while (inside.size < width) {
      const next = waiting.shift();
      if (!next) return;
      inside.add(next.id);
      next.enter();
    }
  };
  return {
    enter: (id) =>
      new Promise((resolve) => {
        waiting.push({ id, enter: resolve });
        admit();
      }),
    leave: (id) => {
      inside.delete(id);
      admit();
    },
  };
}
