import type { InboxStore } from '../../database/inbox/inbox-store.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { HeldUpdates } from './held-updates.ts';
import type { LeaseKeeper } from './inbox-lease.ts';
import type { PoisonUpdates } from './poison-updates.ts';
import type { GivenUp } from './stored-update.ts';

/** What is asked before an update is handled. */
export interface InboxGate {
  /** Whether another process would handle the update if this one did not. */
  has(updateId: number): boolean;
  /** Resolves when it is this update's turn: with `false` when it is to be left to another process. */
  begin(updateId: number): Promise<boolean>;
  /** Why its person is only told that nobody will answer it; `null` for any other. */
  whyGivenUp(updateId: number): GivenUp | null;
  /** Whether another process took it over, as from one that stood still for longer than its lease. */
  isLost(updateId: number): Promise<boolean>;
}

export interface InboxGateOptions {
  store: Pick<InboxStore, 'setTries'>;
  watch: Pick<DatabaseWatch, 'isDown' | 'tolerate'>;
  held: HeldUpdates;
  lease: LeaseKeeper;
  poison: PoisonUpdates;
  owner: string;
  /** Whether other processes take updates of the same bot. */
  isShared: boolean;
  learnWhatIsOurs: () => Promise<void>;
}

export function createInboxGate(options: InboxGateOptions): InboxGate {
  const { store, watch, held, lease, poison, owner, isShared } = options;
  const mayBegin = (updateId: number): boolean =>
    !held.isLeaving && !held.isLost(updateId) && (!isShared || lease.isSure());
  return {
    has: (updateId) => held.has(updateId),
    whyGivenUp: (updateId) => held.whyGivenUp(updateId),
    begin: async (updateId) => {
      const tries = held.tries(updateId);
      // Nobody else has what is not kept; once this process is leaving, Telegram delivers it to the next one.
      if (tries === undefined) return !held.isLeaving;
      if (!poison.has(tries)) return mayBegin(updateId);
      await poison.enter(updateId, tries);
      if (!mayBegin(updateId)) return false;
      await watch.tolerate(() => store.setTries(updateId, tries + 1, owner), undefined);
      return true;
    },
    isLost: async (updateId) => {
      // Whoever stood still has words ready before its next renewal; while the database is away nobody can ask it.
      if (isShared && held.has(updateId) && !lease.isSure() && !watch.isDown) await options.learnWhatIsOurs();
      return held.isLost(updateId);
    },
  };
}
