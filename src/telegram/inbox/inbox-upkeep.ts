import type { TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import type { InboxStore } from '../../database/inbox/inbox-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { HeldUpdates } from './held-updates.ts';
import type { InboxAlertness } from './inbox-alertness.ts';
import type { LeaseKeeper } from './inbox-lease.ts';
import type { InboxTurns } from './inbox-turns.ts';

/** What an inbox does now and then, so that the database says the same of its updates as this process. */
export interface InboxUpkeep {
  /** Renews the lease and gives back what could not be given back before. */
  tend(): Promise<void>;
  /** Asks the database which updates are still this process's. */
  learnWhatIsOurs(): Promise<void>;
  giveBack(updateId: number): Promise<TakenUpdate[]>;
  /** Whether the database says something else of its updates than this process, until it is tended again. */
  isBehind(): boolean;
}

export interface InboxUpkeepOptions {
  store: Pick<InboxStore, 'renew' | 'giveBack' | 'giveBackAllBut' | 'forgetHandled'>;
  watch: Pick<DatabaseWatch, 'tolerate'>;
  held: HeldUpdates;
  lease: LeaseKeeper;
  alertness: Pick<InboxAlertness, 'wakeAll'>;
  turns: InboxTurns;
  /** Handled, but not yet written as such. */
  unsettled: ReadonlySet<number>;
  owner: string;
  clock: Clock;
}

const RENEW_MS = 10_000;
/** Telegram repeats for a day what it does not know to have arrived. */
const KEPT_MS = 25 * 3_600_000;
const FORGET_MS = 10 * 60_000;

export function createInboxUpkeep(options: InboxUpkeepOptions): InboxUpkeep {
  const { store, watch, held, lease, alertness, turns, unsettled, owner, clock } = options;
  /** What could not be given back while the database was away. */
  const unreturned = new Set<number>();
  const due = { renew: 0, forget: 0 };
  let learning: Promise<void> | null = null;

  const giveBack = (updateId: number): Promise<TakenUpdate[]> => {
    unreturned.add(updateId);
    return watch.tolerate(async () => {
      await store.giveBack([updateId], owner);
      unreturned.delete(updateId);
      alertness.wakeAll();
      return [];
    }, []);
  };
  const renew = async () => {
    const since = clock.monotonicMs();
    const owned = await store.renew(lease.next());
    held.loseAllBut(new Set([...owned, ...unsettled]));
    lease.since(since);
  };
  const disown = async () => {
    await store.giveBackAllBut([...held.ids(), ...unsettled], owner);
    turns.mayOwnMore = false;
  };
  const whenDue = async (what: keyof typeof due, everyMs: number, work: () => Promise<void>) => {
    if (clock.monotonicMs() < due[what]) return;
    await work();
    due[what] = clock.monotonicMs() + everyMs;
  };

  return {
    giveBack,
    isBehind: () => unreturned.size > 0 || turns.mayOwnMore || (held.size > 0 && !lease.isSure()),
    learnWhatIsOurs: () =>
      (learning ??= turns
        .runWhileUp(renew)
        .catch(() => undefined)
        .finally(() => (learning = null))),
    tend: async () => {
      await Promise.all([...unreturned].map(giveBack));
      if (turns.mayOwnMore) await turns.runWhileUp(disown);
      if (!lease.isSure()) due.renew = 0;
      if (held.size > 0) await whenDue('renew', RENEW_MS, () => turns.runWhileUp(renew));
      const before = new Date(clock.now().getTime() - KEPT_MS);
      await whenDue('forget', FORGET_MS, () => store.forgetHandled(before));
    },
  };
}
