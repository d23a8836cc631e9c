import { recordAction, type AdminAction } from './admin-action-store.ts';
import { isDuplicate } from '../engine/is-duplicate.ts';
import type { Database } from '../engine/database.ts';
import type { Act } from './user-budget-store.ts';

/** A provider that is not asked, by whose order and since when. */
export interface ProviderPause {
  provider: string;
  pausedBy: bigint;
  pausedAt: Date;
}

export interface ProviderPauseStore {
  list(): Promise<ProviderPause[]>;
  /** `null` when it is paused already. Of two at once, one wins. */
  pause(provider: string, act: Act): Promise<AdminAction | null>;
  /** `null` when it is not paused. */
  resume(provider: string, act: Act): Promise<AdminAction | null>;
}

export function createProviderPauseStore({ client }: Database): ProviderPauseStore {
  return {
    list: () => client.providerPause.findMany(),
    pause: async (provider, { by, at }) => {
      const pause = { provider, pausedBy: by, pausedAt: at };
      const work = client.$transaction(async (transaction) => {
        await transaction.providerPause.create({ data: pause });
        const after = pauseState(pause);
        return recordAction(transaction, {
          action: 'pause_provider',
          target: provider,
          before: null,
          after,
          by,
          at,
        });
      });
      return work.catch((error: unknown) => {
        if (isDuplicate(error)) return null;
        throw error;
      });
    },
    resume: async (provider, { by, at }) => {
      const pause = await client.providerPause.findUnique({ where: { provider } });
      if (!pause) return null;
      return client.$transaction(async (transaction) => {
        // Only the pause that was read: another admin may have been quicker.
        const { count } = await transaction.providerPause.deleteMany({ where: pause });
        if (count === 0) return null;
        const before = pauseState(pause);
        return recordAction(transaction, {
          action: 'resume_provider',
          target: provider,
          before,
          after: null,
          by,
          at,
        });
      });
    },
  };
}

/** A pause as an action keeps it. */
function pauseState({ pausedBy, pausedAt }: ProviderPause): { pausedBy: string; pausedAt: string } {
  return { pausedBy: String(pausedBy), pausedAt: pausedAt.toISOString() };
}
