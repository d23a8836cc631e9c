import type { Day } from '../../foundation/day.ts';
import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import { recordAction, type AdminAction } from './admin-action-store.ts';
import { ChangedMeanwhile } from '../engine/changed-meanwhile.ts';
import type { Database } from '../engine/open-database.ts';
import { takeTurns } from '../engine/take-turns.ts';

export interface UserBudget {
  /** The person's own budget instead of the default, 0 is no limit; `null` where they have none. */
  ownTokens: number | null;
  /** What was added for the day. */
  extraTokens: number;
}

/** Who changes something, and when. */
export interface Act {
  by: bigint;
  at: Date;
}

export interface UserBudgetStore {
  read(userId: bigint, day: Day): Promise<UserBudget>;
  /**
   * Gives a person a budget of their own; `null` takes it back. Throws `ChangedMeanwhile` when `seen` is told and
   * is no longer their own budget.
   */
  set(userId: bigint, dailyTokens: number | null, act: Act, seen?: number | null): Promise<AdminAction>;
  /** Adds tokens for one day. */
  raise(userId: bigint, day: Day, extraTokens: number, act: Act): Promise<AdminAction>;
}

export function createUserBudgetStore(database: Database): UserBudgetStore {
  const { client } = database;
  const reading = createGroupCommit((group: readonly BudgetOfDay[]) => readMany(database, group));
  return {
    read: (userId, day) => reading.submit({ userId, day }),
    set: (userId, dailyTokens, { by, at }, seen) =>
      client.$transaction(async (transaction) => {
        await takeTurns(transaction, database, `user/${userId}`);
        const kept = await transaction.userBudget.findUnique({ where: { userId } });
        if (seen !== undefined && seen !== (kept && Number(kept.dailyTokens))) throw new ChangedMeanwhile();
        if (dailyTokens === null) await transaction.userBudget.deleteMany({ where: { userId } });
        else {
          const budget = { dailyTokens: BigInt(dailyTokens), updatedBy: by, updatedAt: at };
          await transaction.userBudget.upsert({
            where: { userId },
            create: { userId, ...budget },
            update: budget,
          });
        }
        return recordAction(transaction, {
          action: 'set_user_budget',
          target: `user/${userId}`,
          before: kept && { dailyTokens: Number(kept.dailyTokens) },
          after: dailyTokens === null ? null : { dailyTokens },
          by,
          at,
        });
      }),
    raise: (userId, day, extraTokens, { by, at }) =>
      client.$transaction(async (transaction) => {
        const added = BigInt(extraTokens);
        const key = { userId, date: dateOf(day) };
        const { extraTokens: sum } = await transaction.userBudgetRaise.upsert({
          where: { userId_date: key },
          create: { ...key, extraTokens: added },
          update: { extraTokens: { increment: added } },
        });
        return recordAction(transaction, {
          action: 'raise_user_budget',
          target: `user/${userId}`,
          before: { day, extraTokens: Number(sum - added) },
          after: { day, extraTokens: Number(sum) },
          by,
          at,
        });
      }),
  };
}

interface BudgetOfDay {
  userId: bigint;
  day: Day;
}

async function readMany({ client }: Database, group: readonly BudgetOfDay[]): Promise<UserBudget[]> {
  const userId = { in: [...new Set(group.map((one) => one.userId))] };
  const date = { in: [...new Set(group.map(({ day }) => day))].map(dateOf) };
  const [own, raises] = await Promise.all([
    client.userBudget.findMany({ where: { userId } }),
    client.userBudgetRaise.findMany({ where: { userId, date } }),
  ]);
  const tokens = new Map(own.map((row) => [row.userId, Number(row.dailyTokens)]));
  const extra = new Map(
    raises.map((row) => [`${row.userId}/${row.date.toISOString().slice(0, 10)}`, Number(row.extraTokens)]),
  );
  return group.map((one) => ({
    ownTokens: tokens.get(one.userId) ?? null,
    extraTokens: extra.get(`${one.userId}/${one.day}`) ?? 0,
  }));
}

/** A day as Prisma keeps it. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
