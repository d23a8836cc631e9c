/** What was opened, to be closed in reverse: after a failed start and at the end alike. */
export interface Lifecycle {
  /** Remembers how to close what was just opened. */
  opened(close: () => unknown): void;
  /**
   * Closes everything, last opened first. One that fails keeps none of the others open; rejects with the first failure
   * when all are closed. A second call waits for the first.
   */
  close(): Promise<void>;
}

export function createLifecycle(): Lifecycle {
  const closers: (() => unknown)[] = [];
  let closing: Promise<void> | null = null;
  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const close of closers.toReversed()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  return {
    opened: (close) => void closers.push(close),
    close: () => (closing ??= closeAll()),
  };
}
