import type { Update } from 'grammy/types';
import { isStorable, type InboxStore, type NewUpdate } from '../../database/inbox/inbox-store.ts';
import type { GoneOwner, TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import { isOutage } from '../../database/engine/is-outage.ts';
import type { Clock } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import { createGroupCommit } from '../../foundation/group-commit.ts';
import { createMutex } from '../../foundation/mutex.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { hasEnded } from '../../usage/ledger/interrupted.ts';
import { createDatabasePatience } from './database-patience.ts';
import { createLeaseKeeper, LEASE_MS } from './inbox-lease.ts';
import { createInboxSettling } from './inbox-settling.ts';
import { createPoisonUpdates, MOST_TRIES } from './poison-updates.ts';

/** `others`: kept too, but for another time or another process; `not_kept`: the database is away. */
export type Keeping = 'ours' | 'others' | 'not_kept';

/** What is asked before an update is handled. */
export interface InboxGate {
  /** Whether another process would handle the update if this one did not. */
  has(updateId: number): boolean;
  /** Resolves when it is this update's turn: with `false` when it is to be left to another process. */
  begin(updateId: number): Promise<boolean>;
  /** Whether another process took it over, as from one that stood still for longer than its lease. */
  isLost(updateId: number): Promise<boolean>;
}

/** Updates that Telegram may forget, because they are stored until they are handled. */
export interface Inbox extends InboxGate {
  keep(update: Update, lane: string): Promise<Keeping>;
  /**
   * Updates that nobody handles: kept before this process began, or left by one that ended. They are to be begun as they
   * come: what is kept meanwhile in the same lane comes after them.
   */
  takeWaiting(): AsyncGenerator<Update[], void, undefined>;
  /**
   * Resolves with updates that waited for the end of this one. Never rejects: what cannot be written now is written
   * when the database is back.
   */
  handled(updateId: number): Promise<Update[]>;
  /** Gives an update that was not answered to whoever takes it next. */
  giveBack(updateId: number): Promise<void>;
  /** Drops what nobody handled for a day: whoever asked does not wait for it any more. */
  dropOld(): Promise<void>;
  /** From now on nothing is taken or begun. */
  leave(): void;
}

export interface InboxOptions {
  store: InboxStore;
  watch: Pick<DatabaseWatch, 'isDown' | 'failed' | 'tolerate' | 'onChange'>;
  /** Names this process: `host/pid/nonce`. */
  owner: string;
  /** Whether other processes take updates of the same bot. */
  isShared: boolean;
  /** Called when updates of processes that ended were taken over, each of which may have left more behind. */
  onTakeover: () => void;
  clock: Clock;
  logger: Logger;
}

/** What one process handles at once: each of them waits for a provider, which costs next to nothing. */
export const MOST_AT_ONCE = 1_000;
const RENEW_MS = 10_000;
/** Updates that others may get instead wait this long for a database that is slow or restarts. */
const PATIENCE_MS = 10_000;
/** Telegram repeats for a day what it does not know to have arrived. */
const KEPT_MS = 25 * 3_600_000;
const OLD_MS = 24 * 3_600_000;
const FORGET_MS = 60_000;

export function createInbox(options: InboxOptions): Inbox {
  const { store, watch, owner, isShared, clock, logger } = options;
  /** The updates that this process has, with how often they were tried. */
  const held = new Map<number, number>();
  const lost = new Set<number>();
  /** What could not be given back while the database was away. */
  const unreturned = new Set<number>();
  const passed = () => clock.monotonicMs();
  const due = { renew: 0, forget: 0 };
  const { awaitDatabase, wentAt } = createDatabasePatience(watch, clock);
  let isLeaving = false;
  const poison = createPoisonUpdates();
  const lease = createLeaseKeeper(owner, clock);
  /** A statement that failed may have been carried out: then rows are this process's that it does not hold. */
  let mayOwnMore = false;
  // While the database was away nobody could renew a lease.
  let trustsLeasesFrom = 0;
  watch.onChange((isDown) => {
    if (!isDown) trustsLeasesFrom = passed() + LEASE_MS;
  });

  // Of statements that all wait for a database that does not answer, only the first is to cost its patience.
  const queue = createMutex();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
    queue(() =>
      work().catch((error: unknown) => {
        mayOwnMore = true;
        watch.failed(error);
        throw error;
      }),
    );
  // Who waits behind it would wait once more for a database that went away meanwhile.
  const inTurnWhileUp = (work: () => Promise<void>): Promise<void> =>
    inTurn(async () => {
      if (!watch.isDown) await work();
    });
  const room = (): number => (isLeaving ? 0 : Math.max(MOST_AT_ONCE - held.size, 0));
  const noteTaken = (taken: TakenUpdate[]): TakenUpdate[] => {
    for (const { updateId, tries } of taken) {
      held.set(updateId, tries);
      lost.delete(updateId);
    }
    return taken;
  };
  const adding = createGroupCommit(
    (group: readonly NewUpdate[]) =>
      inTurn(async (): Promise<Keeping[]> => {
        if (watch.isDown) return group.map(() => 'not_kept');
        const since = passed();
        // What is held already may be another's by now, of which a lease for something new says nothing.
        const isSure = held.size === 0 || lease.isSure();
        const ours = await store.add(group, room() > 0 ? lease.next() : null, clock.now());
        for (const id of ours) held.set(id, 1);
        if (ours.size > 0 && isSure) lease.since(since);
        return group.map(({ updateId }) => (ours.has(updateId) ? 'ours' : 'others'));
      }),
    (error) => !isOutage(error),
  );
  const { settle, unsettled } = createInboxSettling({
    write: async (group) =>
      noteTaken(await store.settle(group, clock.now(), { lease: lease.next(), limit: room() })),
    inTurn,
    watch,
    logger,
  });
  const giveBack = (updateId: number): Promise<TakenUpdate[]> => {
    unreturned.add(updateId);
    return watch.tolerate(async () => {
      await store.giveBack([updateId], owner);
      unreturned.delete(updateId);
      return [];
    }, []);
  };
  const renew = async () => {
    const since = passed();
    const owned = await store.renew(lease.next());
    for (const id of held.keys()) if (!owned.has(id) && !unsettled.has(id)) lost.add(id);
    lease.since(since);
  };
  let learning: Promise<void> | null = null;
  const learnWhatIsOurs = (): Promise<void> =>
    (learning ??= inTurnWhileUp(renew)
      .catch(() => undefined)
      .finally(() => (learning = null)));
  const whenDue = async (what: keyof typeof due, everyMs: number, work: () => Promise<void>) => {
    if (passed() < due[what]) return;
    await work();
    due[what] = passed() + everyMs;
  };
  const disown = async () => {
    await store.giveBackAllBut([...held.keys(), ...unsettled], owner);
    mayOwnMore = false;
  };
  const tend = async function* (): AsyncGenerator<Update[], void, undefined> {
    await Promise.all([...unreturned].map(giveBack));
    if (mayOwnMore) await inTurnWhileUp(disown);
    if (!lease.isSure()) due.renew = 0;
    if (held.size > 0) await whenDue('renew', RENEW_MS, () => inTurnWhileUp(renew));
    const before = new Date(clock.now().getTime() - KEPT_MS);
    await whenDue('forget', FORGET_MS, () => store.forgetHandled(before));
    const settlings = [...unsettled].map(settle);
    for (const settled of settlings) yield await holdAll(await settled);
  };
  /** Those that have updates and run no more; `isWaiting`: there is something to take. */
  const look = async (): Promise<{ gone: GoneOwner[]; isWaiting: boolean }> => {
    const shares = await store.shares(clock.now());
    const mayLapse = passed() >= trustsLeasesFrom;
    const gone = shares.flatMap(({ owner: other, hasLapsed }) => {
      if (other === null || other === owner) return [];
      const isOver = hasEnded(other);
      return isOver || (hasLapsed && mayLapse) ? [{ owner: other, hasEnded: isOver }] : [];
    });
    return { gone, isWaiting: gone.length > 0 || shares.some((share) => share.owner === null) };
  };
  const hold = async ({ updateId, payload, tries }: TakenUpdate): Promise<Update[]> => {
    if (!poison.isCulprit(tries)) return [JSON.parse(payload) as Update];
    logger.error({ updateId, tries: MOST_TRIES }, 'dropped an update that ended the process each time');
    return release(updateId, settle);
  };
  const holdAll = async (taken: readonly TakenUpdate[]): Promise<Update[]> =>
    (await Promise.all(taken.map(hold))).flat();
  const release = async (updateId: number, write: typeof settle): Promise<Update[]> => {
    const next = await write(updateId);
    held.delete(updateId);
    lost.delete(updateId);
    poison.leave(updateId);
    return holdAll(next);
  };
  const takeLeft = async (): Promise<Update[]> => {
    if (room() === 0) return [];
    const { gone, isWaiting } = await look();
    if (!isWaiting) return [];
    const since = passed();
    let taken: TakenUpdate[] = [];
    await inTurnWhileUp(async () => {
      taken = noteTaken(await store.take({ lease: lease.next(), limit: room() }, gone, clock.now()));
    });
    if (taken.length > 0) lease.since(since);
    if (gone.length > 0) options.onTakeover();
    return holdAll(taken);
  };
  const mayBegin = (updateId: number): boolean =>
    !isLeaving && !lost.has(updateId) && (!isShared || lease.isSure());

  return {
    has: (updateId) => held.has(updateId),
    begin: async (updateId) => {
      const tries = held.get(updateId);
      // Nobody else has what is not kept; once this process is leaving, Telegram delivers it to the next one.
      if (tries === undefined) return !isLeaving;
      if (!poison.has(tries)) return mayBegin(updateId);
      await poison.enter(updateId, tries);
      if (!mayBegin(updateId)) return false;
      await watch.tolerate(() => store.setTries(updateId, tries + 1, owner), undefined);
      return true;
    },
    isLost: async (updateId) => {
      // Whoever stood still has words ready before its next renewal; while the database is away nobody can ask it.
      if (isShared && held.has(updateId) && !lease.isSure() && !watch.isDown) await learnWhatIsOurs();
      return lost.has(updateId);
    },
    keep: async (update, lane) => {
      const { update_id: updateId } = update;
      if (!isStorable(updateId)) return 'not_kept';
      const arrivedAt = passed();
      const deadline = () => Math.min(arrivedAt, wentAt() ?? arrivedAt) + (isShared ? PATIENCE_MS : 0);
      while (await awaitDatabase(deadline())) {
        try {
          const keeping = await adding.submit({ updateId, lane, payload: JSON.stringify(update) });
          if (keeping !== 'not_kept') return keeping;
        } catch (error) {
          if (!watch.failed(error)) {
            logger.error({ updateId, error: describeError(error) }, 'an update was not kept');
            break;
          }
        }
        if (passed() >= deadline()) break;
      }
      return 'not_kept';
    },
    takeWaiting: async function* () {
      if (watch.isDown) return;
      yield* tend();
      yield await takeLeft();
    },
    handled: (updateId) => release(updateId, settle),
    giveBack: async (updateId) => void (await release(updateId, giveBack)),
    dropOld: async () => {
      const now = clock.now();
      const before = new Date(now.getTime() - OLD_MS);
      const updates = await watch.tolerate(() => store.dropOld(before, now), 0);
      if (updates > 0) logger.warn({ updates }, 'dropped updates that nobody handled for a day');
    },
    leave: () => {
      isLeaving = true;
    },
  };
}
