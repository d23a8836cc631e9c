import type { InboxStore } from '../../database/inbox/inbox-store.ts';
import type { GoneOwner, TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import type { Clock } from '../../foundation/clock.ts';
import { hasEnded } from '../../usage/ledger/interrupted.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { HeldUpdates } from './held-updates.ts';
import type { InboxAlertness } from './inbox-alertness.ts';
import { LEASE_MS, type LeaseKeeper } from './inbox-lease.ts';
import type { InboxTurns } from './inbox-turns.ts';

export interface TakeLeftOptions {
  store: Pick<InboxStore, 'shares' | 'take'>;
  watch: Pick<DatabaseWatch, 'onChange'>;
  held: HeldUpdates;
  lease: LeaseKeeper;
  turns: InboxTurns;
  alertness: InboxAlertness;
  owner: string;
  /** Called when updates of processes that ended were taken over, each of which may have left more behind. */
  onTakeover: () => void;
  clock: Clock;
}

/** Returns what takes updates that nobody handles: nobody had them yet, or whoever had them has ended. */
export function createTakeLeft(options: TakeLeftOptions): () => Promise<TakenUpdate[]> {
  const { store, held, lease, turns, alertness, clock } = options;
  // While the database was away nobody could renew a lease.
  let trustsLeasesFrom = 0;
  options.watch.onChange((isDown) => {
    if (!isDown) trustsLeasesFrom = clock.monotonicMs() + LEASE_MS;
  });
  return async () => {
    if (!alertness.isDue() || held.room() === 0) return [];
    const { gone, isWaiting } = await look(options, clock.monotonicMs() >= trustsLeasesFrom);
    if (!isWaiting) return [];
    const since = clock.monotonicMs();
    let taken: TakenUpdate[] = [];
    await turns.runWhileUp(async () => {
      taken = held.take(await store.take({ lease: lease.next(), limit: held.room() }, gone, clock.now()));
    });
    if (taken.length > 0) lease.since(since);
    if (gone.length > 0) options.onTakeover();
    return taken;
  };
}

/** Finds owners that have updates and run no more; `isWaiting`: there is something to take. */
async function look(
  { store, owner, alertness, clock }: TakeLeftOptions,
  mayLapse: boolean,
): Promise<{ gone: GoneOwner[]; isWaiting: boolean }> {
  const shares = await alertness.look(
    () => store.shares(clock.now()),
    (found) => found.some((share) => share.owner !== owner),
  );
  const gone = shares.flatMap(({ owner: other, hasLapsed }) => {
    if (other === null || other === owner) return [];
    const isOver = hasEnded(other);
    return isOver || (hasLapsed && mayLapse) ? [{ owner: other, hasEnded: isOver }] : [];
  });
  return { gone, isWaiting: gone.length > 0 || shares.some((share) => share.owner === null) };
}
