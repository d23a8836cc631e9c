export interface Semaphore {
  /** Resolves when `id` has been admitted. */
  enter(id: number): Promise<void>;
  /** Frees the place of `id`; has no effect if it was not admitted. */
  leave(id: number): void;
}

/** Admits at most `width` at once, in the order of the calls. */
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
