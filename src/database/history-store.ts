import { v7 as timeOrderedId } from 'uuid';
import type { Database } from './open-database.ts';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

export interface HistoryStore {
  /** The newest turns of a conversation, oldest first. */
  recent(conversation: string, take: number): Promise<Turn[]>;
  append(conversation: string, turns: readonly Turn[], now: Date): Promise<void>;
  forget(conversation: string): Promise<void>;
}

export function createHistoryStore({ client }: Database): HistoryStore {
  return {
    recent: async (conversation, take) => {
      const rows = await client.conversationTurn.findMany({
        where: { conversation },
        orderBy: { id: 'desc' },
        take,
      });
      return rows.toReversed().map(({ role, content }) => ({ role: role as Turn['role'], content }));
    },
    append: async (conversation, turns, now) => {
      const rows = turns.map((turn) => ({ id: timeOrderedId(), conversation, createdAt: now, ...turn }));
      await client.conversationTurn.createMany({ data: rows });
    },
    forget: async (conversation) => {
      await client.conversationTurn.deleteMany({ where: { conversation } });
    },
  };
}
