import type { Update } from 'grammy/types';
import type { InboxStore } from '../../database/inbox/inbox-store.ts';
import type { TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import type { WakeUps } from '../../database/inbox/wake-ups.ts';
import { createHeldUpdates } from './held-updates.ts';
import { createInboxAlertness } from './inbox-alertness.ts';
import { createLeaseKeeper } from './inbox-lease.ts';
import { createInboxGate, type InboxGate } from './inbox-gate.ts';
import { createInboxSettling } from './inbox-settling.ts';
import { createInboxTurns } from './inbox-turns.ts';
import { createInboxUpkeep } from './inbox-upkeep.ts';
import { createKeeping, type Keeping } from './keep-update.ts';
import { createPoisonUpdates } from './poison-updates.ts';
import { updateOf, whyGivenUp } from './stored-update.ts';
import { createTakeLeft } from './take-left-updates.ts';

/** Updates that Telegram may forget, because they are stored until they are handled. */
export interface Inbox extends InboxGate {
  keep(update: Update, key: string): Promise<Keeping>;
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
  /** Whether something is left that another call of `takeWaiting` brings on; otherwise `onWake` tells of what comes. */
  isBehind(): boolean;
  onWake(listener: () => void): void;
  /** From now on nothing is taken or begun. */
  leave(): void;
}

export interface InboxOptions {
  store: InboxStore;
  watch: Pick<DatabaseWatch, 'isDown' | 'failed' | 'tolerate' | 'onChange'>;
  wakeUps: WakeUps;
  /** Names this process: `host/pid/nonce`. */
  owner: string;
  /** Whether other processes take updates of the same bot. */
  isShared: boolean;
  /** Called when updates of processes that ended were taken over, each of which may have left more behind. */
  onTakeover: () => void;
  clock: Clock;
  logger: Logger;
}

/** One is a fault of this program; the other follows from having been away. */
const LEVELS = { ended_process: 'error', expired: 'warn' } as const;

export function createInbox(options: InboxOptions): Inbox {
  const { store, watch, owner, isShared, clock, logger } = options;
  const held = createHeldUpdates();
  const lease = createLeaseKeeper(owner, clock);
  const turns = createInboxTurns(watch);
  const alertness = createInboxAlertness(options.wakeUps, clock);
  watch.onChange((isDown) => {
    if (!isDown) alertness.wake();
  });
  const poison = createPoisonUpdates();
  const shared = { store, watch, held, lease, turns, alertness, owner, clock, logger };
  const { settle, unsettled } = createInboxSettling({
    write: async (group) => {
      const limit = held.room();
      const next = held.take(await store.settle(group, clock.now(), { lease: lease.next(), limit }));
      // More may wait in the same lanes.
      if (next.length === limit) alertness.wake();
      return next;
    },
    inTurn: (work) => turns.run(work),
    watch,
    logger,
  });
  const upkeep = createInboxUpkeep({ ...shared, unsettled });
  const takeLeft = createTakeLeft({ ...shared, onTakeover: options.onTakeover });

  const open = async (taken: TakenUpdate): Promise<Update[]> => {
    const { updateId, tries } = taken;
    const why = whyGivenUp(taken, poison, clock.now());
    if (why) logger[LEVELS[why]]({ updateId, tries, why }, 'gave up on an update; its person is told');
    if (poison.isHopeless(tries)) return release(updateId, settle);
    held.giveUp(updateId, why);
    return [updateOf(taken)];
  };
  const openAll = async (taken: readonly TakenUpdate[]): Promise<Update[]> =>
    (await Promise.all(taken.map(open))).flat();
  const release = async (updateId: number, write: typeof settle): Promise<Update[]> => {
    const next = await write(updateId);
    held.remove(updateId);
    poison.leave(updateId);
    return openAll(next);
  };
  return {
    ...createInboxGate({ ...shared, poison, isShared, learnWhatIsOurs: () => upkeep.learnWhatIsOurs() }),
    keep: createKeeping({ ...shared, isShared }),
    takeWaiting: async function* () {
      if (watch.isDown) return;
      await upkeep.tend();
      for (const settled of [...unsettled].map(settle)) yield await openAll(await settled);
      yield await openAll(await takeLeft());
    },
    handled: (updateId) => release(updateId, settle),
    giveBack: async (updateId) => void (await release(updateId, (id) => upkeep.giveBack(id))),
    isBehind: () => !watch.isDown && (unsettled.size > 0 || upkeep.isBehind() || alertness.isDue()),
    onWake: (wake) => alertness.onWake(wake),
    leave: () => held.leave(),
  };
}
