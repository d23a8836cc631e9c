import { v7 as timeOrderedId } from 'uuid';
import type { Database } from '../engine/database.ts';
import type { PrismaClient } from '../generated/postgresql/client.ts';

/** What an admin can do that is kept; most of it can be undone. */
export type ActionKind =
  | 'pause_provider'
  | 'resume_provider'
  | 'raise_alert'
  | 'set_user_budget'
  | 'raise_user_budget'
  | 'change_setting'
  | 'set_model_price'
  | 'admit'
  | 'block';

/** What something was before or after an act: `null` where there was nothing. */
export type ActionState = Readonly<Record<string, string | number>> | null;

export interface NewAction {
  action: ActionKind;
  /** What it was done to: `groq`, `user/42`, `access/-100123`, an episode's key. */
  target: string;
  before: ActionState;
  after: ActionState;
  by: bigint;
  at: Date;
}

export interface AdminAction {
  id: string;
  adminId: bigint;
  action: ActionKind;
  target: string;
  before: ActionState;
  after: ActionState;
  createdAt: Date;
  undoneAt: Date | null;
  undoneBy: bigint | null;
}

export interface AdminActionStore {
  find(id: string): Promise<AdminAction | null>;
  /** What was done since and not undone, oldest first. */
  standing(action: ActionKind, since: Date): Promise<AdminAction[]>;
  /** What was done last, newest first. */
  recent(take: number): Promise<AdminAction[]>;
  /** What was last done to `target`. */
  last(target: string, actions: readonly ActionKind[]): Promise<AdminAction | null>;
}

/** An open transaction with the models. */
export type ModelTransaction = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

export function createAdminActionStore({ client }: Database): AdminActionStore {
  return {
    find: async (id) => {
      const row = await client.adminAction.findUnique({ where: { id } });
      return row && toAction(row);
    },
    standing: async (action, since) => {
      const rows = await client.adminAction.findMany({
        where: { action, undoneAt: null, createdAt: { gte: since } },
        orderBy: { id: 'asc' },
      });
      return rows.map(toAction);
    },
    recent: async (take) => {
      const rows = await client.adminAction.findMany({ orderBy: { createdAt: 'desc' }, take });
      return rows.map(toAction);
    },
    last: async (target, actions) => {
      const where = { target, action: { in: [...actions] } };
      const row = await client.adminAction.findFirst({ where, orderBy: { createdAt: 'desc' } });
      return row && toAction(row);
    },
  };
}

/** Keeps what an admin does, in the transaction that does it. */
export async function recordAction(
  transaction: ModelTransaction,
  { by, at, before, after, ...act }: NewAction,
): Promise<AdminAction> {
  const id = timeOrderedId({ msecs: at.getTime() });
  const states = { before: before ?? undefined, after: after ?? undefined };
  await transaction.adminAction.create({ data: { ...act, ...states, id, adminId: by, createdAt: at } });
  return { ...act, before, after, id, adminId: by, createdAt: at, undoneAt: null, undoneBy: null };
}

type Row = Awaited<ReturnType<PrismaClient['adminAction']['findMany']>>[number];

function toAction(row: Row): AdminAction {
  return {
    ...row,
    action: row.action as ActionKind,
    before: (row.before ?? null) as ActionState,
    after: (row.after ?? null) as ActionState,
  };
}
