import type { WakeUps } from '../../database/inbox/wake-ups.ts';
import type { Clock } from '../../foundation/clock.ts';

/** Knows when a look into the table is worth its query. */
export interface InboxAlertness {
  /** Something may wait there: a look is due now. */
  wake(): void;
  /** The same, also for the other processes. */
  wakeAll(): void;
  /** Calls `listener` at each wake-up. */
  onWake(listener: () => void): void;
  isDue(): boolean;
  /** Looks. Another look is due soon when this one fails, or `isLeft` says of what it found that something is left. */
  look<Found>(read: () => Promise<Found>, isLeft: (found: Found) => boolean): Promise<Found>;
  /** This process has something in hand: when it dies, others have to know that they must look. */
  tellOthers(): void;
}

/** For what no wake-up told of, as from a process that was killed before it could. */
const NET_MS = 30_000;

/** At first, a look is due. */
export function createInboxAlertness(wakeUps: WakeUps, clock: Clock): InboxAlertness {
  const listeners: (() => void)[] = [];
  let mayWait = true;
  let lookedAt = -Infinity;
  const wake = () => {
    mayWait = true;
    for (const listener of listeners) listener();
  };
  wakeUps.onCall(wake);
  return {
    wake,
    wakeAll: () => {
      wakeUps.call();
      wake();
    },
    onWake: (listener) => void listeners.push(listener),
    isDue: () => mayWait || !wakeUps.arrive || clock.monotonicMs() >= lookedAt + NET_MS,
    look: async (read, isLeft) => {
      mayWait = false;
      lookedAt = clock.monotonicMs();
      let left = true;
      try {
        const found = await read();
        left = isLeft(found);
        return found;
      } finally {
        // What came up meanwhile may have come too late for it.
        mayWait ||= left;
      }
    },
    tellOthers: () => wakeUps.call(),
  };
}
