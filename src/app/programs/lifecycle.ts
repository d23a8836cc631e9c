/** A stack of open resources. It closes them in reverse order, after a failed start and at the end alike. */
export interface Lifecycle {
  /** Registers how to close a resource that was just opened. */
  opened(close: () => unknown): void;
  /**
   * Closes everything, last opened first. A failure does not keep the others open: the promise rejects with the first
   * failure after all are closed. A second call waits for the first.
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
