import type { Update } from 'grammy/types';
import {
  MOST_SHARED_TRIES,
  type InboxLease,
  type InboxStore,
  type NewUpdate,
  type TakenUpdate,
} from '../database/inbox-store.ts';
import { isOutage } from '../database/is-outage.ts';
import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import { createGate } from '../foundation/gate.ts';
import { createGroupCommit } from '../foundation/group-commit.ts';
import { createQueue } from '../foundation/queue.ts';
import { createSteadyTime } from '../foundation/steady-time.ts';
import type { Logger } from '../foundation/logger.ts';
import type { DatabaseWatch } from '../usage/database-watch.ts';
import { hasEnded } from '../usage/interrupted.ts';

/** `others`: kept too, but for another time or another process; `not_kept`: the database is away. */
export type Keeping = 'ours' | 'others' | 'not_kept';

/** What is asked before an update is handled. */
export interface InboxGate {
  /** Whether another process would handle the update if this one did not. */
  has(updateId: number): boolean;
  /** Resolves when it is this update's turn: with `false` when it is to be left to another process. */
  begin(updateId: number): Promise<boolean>;
}

/** Updates that Telegram may forget, because they are stored until they are handled. */
export interface Inbox extends InboxGate {
  keep(update: Update, lane: string): Promise<Keeping>;
  /** Updates that nobody handles: kept before this process began, or left by one that ended. */
  takeWaiting(): Promise<Update[]>;
  /** Never rejects: what cannot be written now is written when the database is back. */
  handled(updateId: number): Promise<void>;
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
  /** Called when updates of processes that ended were taken over, each of which may have left more behind. */
  onTakeover: () => void;
  clock: Clock;
  logger: Logger;
}

/** What one process handles at once: each of them waits for a provider, which costs next to nothing. */
export const MOST_AT_ONCE = 1_000;
/** How long after its last sign of life the updates of a process on another machine are taken over. */
const LEASE_MS = 30_000;
const RENEW_MS = 10_000;
/** Telegram repeats for a day what it does not know to have arrived. */
const KEPT_MS = 25 * 3_600_000;
const OLD_MS = 24 * 3_600_000;
const FORGET_MS = 60_000;
/**
 * Which of many updates ends the process, if it is one of them and not a signal? What was in hand twice when it ended is
 * tried with a few others, after two of these tries alone, and after three alone it was the culprit.
 */
const A_FEW = 16;
const MOST_TRIES_AMONG_FEW = MOST_SHARED_TRIES + 2;
const MOST_TRIES = MOST_TRIES_AMONG_FEW + 3;

export function createInbox(options: InboxOptions): Inbox {
  const { store, watch, owner, clock, logger } = options;
  /** The updates that this process has, with how often they were tried. */
  const held = new Map<number, number>();
  const unsettled = new Set<number>();
  const due = { renew: 0, forget: 0 };
  const passed = createSteadyTime(clock);
  let isLeaving = false;
  const few = createGate(A_FEW);
  const one = createGate(1);
  // While the database was away nobody could renew a lease.
  let trustsLeasesFrom = 0;
  watch.onChange((isDown) => {
    if (!isDown) trustsLeasesFrom = passed() + LEASE_MS;
  });

  const lease = (): InboxLease => ({ owner, until: new Date(clock.now().getTime() + LEASE_MS) });
  // Of statements that all wait for a database that does not answer, only the first is to cost its patience.
  const queue = createQueue();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> =>
    queue(() =>
      work().catch((error: unknown) => {
        watch.failed(error);
        throw error;
      }),
    );
  const adding = createGroupCommit(
    (group: readonly NewUpdate[]) =>
      inTurn(async (): Promise<Keeping[]> => {
        if (watch.isDown) return group.map(() => 'not_kept');
        const isFull = held.size >= MOST_AT_ONCE;
        const ours = await store.add(group, isLeaving || isFull ? null : lease(), clock.now());
        for (const id of ours) held.set(id, 1);
        return group.map(({ updateId }) => (ours.has(updateId) ? 'ours' : 'others'));
      }),
    (error) => !isOutage(error),
  );
  const settling = createGroupCommit((group: readonly number[]) =>
    inTurn(async () => {
      for (const id of group) unsettled.add(id);
      if (watch.isDown) return group;
      await store.settle(group, clock.now());
      for (const id of group) unsettled.delete(id);
      return group;
    }),
  );
  const settle = async (updateId: number) => {
    try {
      await settling.submit(updateId);
    } catch (error) {
      if (!watch.failed(error))
        logger.error({ updateId, error: describeError(error) }, 'an update was not settled');
    }
  };
  const isDue = (what: keyof typeof due, everyMs: number): boolean => {
    const now = passed();
    if (now < due[what]) return false;
    due[what] = now + everyMs;
    return true;
  };
  const tend = async () => {
    await Promise.all([...unsettled].map(settle));
    if (held.size > 0 && isDue('renew', RENEW_MS)) await inTurn(() => store.renew(lease()));
    if (isDue('forget', FORGET_MS)) await store.forgetHandled(new Date(clock.now().getTime() - KEPT_MS));
  };
  /** Those that have updates and run no more; `isWaiting`: there is something to take. */
  const look = async (): Promise<{ gone: string[]; isWaiting: boolean }> => {
    const shares = await store.shares(clock.now());
    const mayLapse = passed() >= trustsLeasesFrom;
    const gone = shares.flatMap(({ owner: other, hasLapsed }) =>
      other !== null && other !== owner && ((hasLapsed && mayLapse) || hasEnded(other)) ? [other] : [],
    );
    return { gone, isWaiting: gone.length > 0 || shares.some((share) => share.owner === null) };
  };
  const hold = async ({ updateId, payload, tries }: TakenUpdate): Promise<Update[]> => {
    held.set(updateId, tries);
    if (tries <= MOST_TRIES) return [JSON.parse(payload) as Update];
    logger.error({ updateId, tries: MOST_TRIES }, 'dropped an update that ended the process each time');
    await release(updateId, settle);
    return [];
  };
  const release = async (updateId: number, write: (updateId: number) => Promise<void>) => {
    await write(updateId);
    held.delete(updateId);
    few.leave(updateId);
    one.leave(updateId);
  };

  return {
    has: (updateId) => held.has(updateId),
    begin: async (updateId) => {
      const tries = held.get(updateId);
      // What is not kept is handled now or never.
      if (tries === undefined) return true;
      if (tries <= MOST_SHARED_TRIES) return !isLeaving;
      await (tries <= MOST_TRIES_AMONG_FEW ? few : one).enter(updateId);
      if (isLeaving) return false;
      await watch.tolerate(() => store.setTries(updateId, tries + 1), undefined);
      return true;
    },
    keep: async (update, lane) => {
      if (watch.isDown) return 'not_kept';
      const { update_id: updateId } = update;
      try {
        return await adding.submit({ updateId, lane, payload: JSON.stringify(update) });
      } catch (error) {
        if (!watch.failed(error))
          logger.error({ updateId, error: describeError(error) }, 'an update was not kept');
        return 'not_kept';
      }
    },
    takeWaiting: async () => {
      if (watch.isDown) return [];
      await tend();
      const room = MOST_AT_ONCE - held.size;
      if (isLeaving || room <= 0) return [];
      const { gone, isWaiting } = await look();
      if (!isWaiting) return [];
      const taken = await inTurn(() => store.take(lease(), gone, room));
      if (gone.length > 0) options.onTakeover();
      return (await Promise.all(taken.map(hold))).flat();
    },
    handled: (updateId) => release(updateId, settle),
    giveBack: (updateId) => release(updateId, (id) => watch.tolerate(() => store.giveBack([id]), undefined)),
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
