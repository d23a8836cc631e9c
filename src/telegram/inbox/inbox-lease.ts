import type { InboxLease } from '../../database/inbox/inbox-taking.ts';
import type { Clock } from '../../foundation/clock.ts';

/** What tells others that this process lives, and this process that nobody else took over what it holds. */
export interface LeaseKeeper {
  next(): InboxLease;
  /** A lease was written by a statement that began then, in monotonic milliseconds. */
  since(time: number): void;
  isSure(): boolean;
}

/** How long after its last sign of life the updates of a process on another machine are taken over. */
export const LEASE_MS = 30_000;
/** What is begun when the lease is about to lapse may already be another's. */
const LEASE_MARGIN_MS = 5_000;

export function createLeaseKeeper(owner: string, clock: Clock): LeaseKeeper {
  let sureUntil = 0;
  return {
    next: () => ({ owner, until: new Date(clock.now().getTime() + LEASE_MS) }),
    since: (time) => {
      sureUntil = time + LEASE_MS - LEASE_MARGIN_MS;
    },
    isSure: () => clock.monotonicMs() < sureUntil,
  };
}
