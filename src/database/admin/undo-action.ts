import type { ActionKind, AdminAction, ModelTransaction } from './admin-action-store.ts';
import { isDuplicate } from '../engine/is-duplicate.ts';
import type { Database } from '../engine/database.ts';
import { ACCESS_TARGET } from './access-target.ts';
import { dateOf, type Act } from './user-budget-store.ts';

/** `already`: somebody undid it before. `changed`: what it did was changed since, so there is nothing to undo. */
export type UndoResult = 'undone' | 'already' | 'changed';

/** Puts things back as they were before; whether they still were as the action left them. */
type Revert = (transaction: ModelTransaction, action: AdminAction, act: Act) => Promise<boolean>;

// A setting or a price is changed again in /settings, where an admin sees what it would become.
const REVERTS: Readonly<Partial<Record<ActionKind, Revert>>> = {
  pause_provider: async ({ providerPause }, { target, createdAt }) => {
    const { count } = await providerPause.deleteMany({ where: { provider: target, pausedAt: createdAt } });
    return count === 1;
  },
  resume_provider: async ({ providerPause }, { target, before }) => {
    const pausedBy = BigInt(before?.['pausedBy'] ?? 0);
    const pausedAt = new Date(before?.['pausedAt'] ?? 0);
    // Fails as a duplicate when somebody paused it again.
    await providerPause.create({ data: { provider: target, pausedBy, pausedAt } });
    return true;
  },
  // The raised threshold is the action itself; the warning counts as sent again.
  raise_alert: async ({ alertEpisode }, { target, before }) => {
    const episode = Number(before?.['episode']);
    const level = String(before?.['level']);
    await alertEpisode.updateMany({ where: { key: target, episode, level: 'raised' }, data: { level } });
    return true;
  },
  admit: revertAccess,
  block: revertAccess,
  set_user_budget: revertBudget,
  raise_user_budget: async ({ userBudgetRaise }, { target, before, after }) => {
    const added = BigInt(after?.['extraTokens'] ?? 0) - BigInt(before?.['extraTokens'] ?? 0);
    const { count } = await userBudgetRaise.updateMany({
      where: {
        userId: userOf(target),
        date: dateOf(String(after?.['day'])),
        extraTokens: { gte: added },
      },
      data: { extraTokens: { decrement: added } },
    });
    return count === 1;
  },
};

/** Undoes what an admin did, once, however many press at the same time. */
export async function undoAction({ client }: Database, action: AdminAction, act: Act): Promise<UndoResult> {
  const undone = client.$transaction(async (transaction): Promise<UndoResult> => {
    const { count } = await transaction.adminAction.updateMany({
      where: { id: action.id, undoneAt: null },
      data: { undoneAt: act.at, undoneBy: act.by },
    });
    if (count === 0) return 'already';
    // Throwing takes the mark back.
    if (!(await REVERTS[action.action]?.(transaction, action, act))) throw new ChangedSince();
    return 'undone';
  });
  return undone.catch((error: unknown) => {
    if (error instanceof ChangedSince || isDuplicate(error)) return 'changed';
    throw error;
  });
}

class ChangedSince extends Error {
  override readonly name = 'ChangedSince';
}

async function revertBudget(
  { userBudget }: ModelTransaction,
  { target, before, after, createdAt }: AdminAction,
  { by, at }: Act,
): Promise<boolean> {
  const userId = userOf(target);
  const kept = before && { dailyTokens: BigInt(before['dailyTokens'] ?? 0), updatedBy: by, updatedAt: at };
  if (after === null) {
    if (kept) await userBudget.create({ data: { userId, ...kept } });
    return true;
  }
  const where = { userId, updatedAt: createdAt };
  const { count } = kept
    ? await userBudget.updateMany({ where, data: kept })
    : await userBudget.deleteMany({ where });
  return count === 1;
}

async function revertAccess(
  { access }: ModelTransaction,
  { target, before, after }: AdminAction,
  { at }: Act,
): Promise<boolean> {
  const accountId = BigInt(target.slice(ACCESS_TARGET.length));
  const where = { accountId, version: Number(after?.['version']) };
  if (before === null) return (await access.deleteMany({ where })).count === 1;
  const until = before['until'] === undefined ? null : new Date(before['until']);
  const decidedBy = before['decidedBy'] === undefined ? null : BigInt(before['decidedBy']);
  const data = { state: String(before['state']), until, decidedBy, changedAt: at };
  const { count } = await access.updateMany({ where, data: { ...data, version: { increment: 1 } } });
  return count === 1;
}

function userOf(target: string): bigint {
  return BigInt(target.slice('user/'.length));
}
