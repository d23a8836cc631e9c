import type { AdminAction } from '../../database/admin/admin-action-store.ts';
import type { UserBudgetStore } from '../../database/admin/user-budget-store.ts';
import { dayOf } from '../../foundation/day.ts';

export interface Budgets {
  /**
   * A person's tokens of the day that `now` falls on; 0 is no limit. Admins have none. Whatever limits are decided by
   * afterwards, those in money too, are the ones that hold now, on whichever replica they were changed.
   */
  limitFor: (userId: bigint, now: Date) => Promise<number>;
  /** A person's own budget, 0 is no limit; `null` where they have the default. */
  ownBudget(userId: bigint): Promise<number | null>;
  /**
   * Gives a person a budget of their own, 0 is no limit; `null` returns to the default. Throws `ChangedMeanwhile`
   * when `seen` is told and is no longer what they have.
   */
  setUserBudget(
    userId: bigint,
    dailyTokens: number | null,
    by: bigint,
    seen?: number | null,
  ): Promise<AdminAction>;
  /** Adds tokens to a person's budget until the day ends. */
  raiseForToday(userId: bigint, extraTokens: number, by: bigint): Promise<AdminAction>;
}

export interface BudgetsOptions {
  store: UserBudgetStore;
  adminIds: readonly number[];
  /** 0 is no limit. Read each time it is needed: admins change it. */
  readonly defaultTokens: number;
  /** Reads what admins changed on other replicas; without it, what is known counts. */
  catchUp?: () => Promise<void>;
  timeZone: string;
  clock: { now(): Date };
}

/** Whose budget is how large. What is left of it, the ledger decides with each booking. */
export function createBudgets(options: BudgetsOptions): Budgets {
  const { store, timeZone, clock } = options;
  const admins = new Set(options.adminIds.map(BigInt));
  return {
    limitFor: async (userId, now) => {
      // At the same moment, so that both are one round trip. An admin has no budget, but the month's money holds for all.
      const [budget] = await Promise.all([
        admins.has(userId) ? null : store.read(userId, dayOf(now, timeZone)),
        options.catchUp?.(),
      ]);
      if (budget === null) return 0;
      const { ownTokens, extraTokens } = budget;
      const daily = ownTokens ?? options.defaultTokens;
      return daily === 0 ? 0 : daily + extraTokens;
    },
    ownBudget: async (userId) => (await store.read(userId, dayOf(clock.now(), timeZone))).ownTokens,
    setUserBudget: async (userId, dailyTokens, by, seen) => {
      if (dailyTokens !== null) expectTokens(dailyTokens, 0);
      return store.set(userId, dailyTokens, { by, at: clock.now() }, seen);
    },
    raiseForToday: async (userId, extraTokens, by) => {
      expectTokens(extraTokens, 1);
      const at = clock.now();
      return store.raise(userId, dayOf(at, timeZone), extraTokens, { by, at });
    },
  };
}

/** More than any provider sells in a day, and sums of it stay exact. */
const MOST_TOKENS = 1_000_000_000_000;

function expectTokens(tokens: number, least: number): void {
  if (!Number.isInteger(tokens) || tokens < least || tokens > MOST_TOKENS)
    throw new RangeError(`a budget is a whole number from ${least} to ${MOST_TOKENS} tokens`);
}
