import { recordAction, type AdminAction } from './admin-action-store.ts';
import { isDuplicate } from '../engine/is-duplicate.ts';
import type { Database } from '../engine/database.ts';
import type { Act } from './user-budget-store.ts';

/** One thing that admins are warned of, and how far it has come. */
export interface AlertEpisode {
  /** `quota/groq/<model>/requests/day` or `provider/groq`. */
  key: string;
  level: string;
  /** Counts the episodes of this key. */
  episode: number;
  openedAt: Date;
  changedAt: Date;
}

export interface AlertStore {
  list(): Promise<AlertEpisode[]>;
  /**
   * Moves an episode on, unless it has moved since `from` was read. True for exactly one caller, who then tells
   * the admins: neither a restart nor another replica says it again.
   */
  advance(from: AlertEpisode | null, to: AlertEpisode): Promise<boolean>;
  /** Lets an admin ask for the next warning at a higher percentage, until `day` ends. `null` when it moved on. */
  raise(from: AlertEpisode, next: { percent: number; day: string }, act: Act): Promise<AdminAction | null>;
}

export function createAlertStore({ client }: Database): AlertStore {
  return {
    list: () => client.alertEpisode.findMany(),
    advance: async (from, to) => {
      if (from) return (await client.alertEpisode.updateMany({ where: from, data: to })).count === 1;
      try {
        await client.alertEpisode.create({ data: to });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    raise: (from, { percent, day }, { by, at }) =>
      client.$transaction(async (transaction) => {
        const data = { level: 'raised', changedAt: at };
        const { count } = await transaction.alertEpisode.updateMany({ where: from, data });
        if (count === 0) return null;
        return recordAction(transaction, {
          action: 'raise_alert',
          target: from.key,
          before: { level: from.level, episode: from.episode },
          after: { percent, day },
          by,
          at,
        });
      }),
  };
}
