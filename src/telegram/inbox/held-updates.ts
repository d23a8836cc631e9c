import type { TakenUpdate } from '../../database/inbox/inbox-taking.ts';
import type { GivenUp } from './stored-update.ts';

/** What one process handles at once: each of them waits for a provider, which costs next to nothing. */
export const MOST_AT_ONCE = 1_000;

/** The stored updates that this process has, and those of them that another process took over. */
export interface HeldUpdates {
  readonly size: number;
  has(updateId: number): boolean;
  /** How often it was tried, this time included; `undefined` when this process does not hold it. */
  tries(updateId: number): number | undefined;
  ids(): number[];
  add(updateId: number, tries: number): void;
  /** Holds what was taken from the database, and returns it. */
  take(taken: TakenUpdate[]): TakenUpdate[];
  /** Notes why it is not to be tried again; `null`: it is. */
  giveUp(updateId: number, why: GivenUp | null): void;
  whyGivenUp(updateId: number): GivenUp | null;
  remove(updateId: number): void;
  /** Another process has all of them but those in `owned`. */
  loseAllBut(owned: ReadonlySet<number>): void;
  isLost(updateId: number): boolean;
  /** How many more this process may hold. */
  room(): number;
  /** There is no room from now on. */
  leave(): void;
  readonly isLeaving: boolean;
}

/** Holds nothing at first. */
export function createHeldUpdates(): HeldUpdates {
  const held = new Map<number, number>();
  const lost = new Set<number>();
  const givenUp = new Map<number, GivenUp>();
  let isLeaving = false;
  return {
    get size() {
      return held.size;
    },
    get isLeaving() {
      return isLeaving;
    },
    has: (updateId) => held.has(updateId),
    tries: (updateId) => held.get(updateId),
    ids: () => [...held.keys()],
    add: (updateId, tries) => void held.set(updateId, tries),
    take: (taken) => {
      for (const { updateId, tries } of taken) {
        held.set(updateId, tries);
        lost.delete(updateId);
      }
      return taken;
    },
    giveUp: (updateId, why) => {
      if (why) givenUp.set(updateId, why);
      else givenUp.delete(updateId);
    },
    whyGivenUp: (updateId) => givenUp.get(updateId) ?? null,
    remove: (updateId) => {
      givenUp.delete(updateId);
      held.delete(updateId);
      lost.delete(updateId);
    },
    loseAllBut: (owned) => {
      for (const id of held.keys()) if (!owned.has(id)) lost.add(id);
    },
    isLost: (updateId) => lost.has(updateId),
    room: () => (isLeaving ? 0 : Math.max(MOST_AT_ONCE - held.size, 0)),
    leave: () => {
      isLeaving = true;
    },
  };
}
