/** Lets one transaction at a time have the connection. What belongs to no transaction waits for those before it. */
export interface TransactionGate {
  /** Resolves, in the order of the calls, with what lets the next one in. */
  enter(): Promise<() => void>;
  /** Resolves when the transactions that entered, or wait to enter, are over; `null` when there are none. */
  readonly taken: Promise<void> | null;
}

/**
 * Prisma's adapter has such a gate of its own, which transactions that do not pass through Prisma do not know of. Whoever
 * waits goes on in the order of the calls, so that a statement never gets into a transaction that asked later.
 */
export function createTransactionGate(): TransactionGate {
  let taken: Promise<void> | null = null;
  return {
    get taken() {
      return taken;
    },
    enter: async () => {
      const before = taken;
      const { over, leave } = openEnd();
      taken = over;
      await before;
      return () => {
        if (taken === over) taken = null;
        leave();
      };
    },
  };
}

function openEnd(): { over: Promise<void>; leave: () => void } {
  let leave: (() => void) | null = null;
  const over = new Promise<void>((resolve) => (leave = resolve));
  return { over, leave: () => leave?.() };
}
