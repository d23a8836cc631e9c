import type { Day } from '../../foundation/day.ts';
import { recordAction, type AdminAction } from './admin-action-store.ts';
import { ChangedMeanwhile } from '../engine/changed-meanwhile.ts';
import type { Database } from '../engine/database.ts';
import { createJointReader, type Lookup } from '../engine/read-together.ts';
import { instantText } from '../engine/sql-dialect.ts';
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

/** The person's own tokens and those added for the day, as `own/added`; nothing before the stroke is no own budget. */
const BUDGET: Lookup<{ user_id: bigint; date: string }> = {
  columns: { user_id: 'bigint', date: 'date' },
  value: () =>
    `SELECT COALESCE((SELECT CAST(b.daily_tokens AS text) FROM user_budget b WHERE b.user_id = r.user_id), '') ` +
    `|| '/' || COALESCE((SELECT CAST(a.extra_tokens AS text) FROM user_budget_raise a ` +
    `WHERE a.user_id = r.user_id AND a.date = r.date), '0')`,
};

export function createUserBudgetStore(
  database: Database,
  reader = createJointReader(database),
): UserBudgetStore {
  const { client } = database;
  return {
    read: async (userId, day) =>
      // As Prisma writes a day to SQLite; PostgreSQL takes the day of it.
      readBudget(await reader.read(BUDGET, { user_id: userId, date: instantText(dateOf(day)) })),
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

function readBudget(text: string | null): UserBudget {
  const [own = '', added = '0'] = (text ?? '').split('/');
  return { ownTokens: own === '' ? null : Number(own), extraTokens: Number(added) };
}

/** A day as Prisma keeps it. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T00:00:00Z`);
}
