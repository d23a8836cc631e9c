import { v7 as timeOrderedId } from 'uuid';
import { insertRows, insertUnlessForgotten } from './insert-unless-forgotten.ts';
import type { Database } from './open-database.ts';
import { instantText, type Columns } from './sql-dialect.ts';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

export interface HistoryStore {
  /** The newest turns of a conversation, oldest first. */
  recent(conversation: string, take: number): Promise<Turn[]>;
  /** Keeps turns, unless the person of the request that they come from was forgotten since it was booked. */
  append(conversation: string, turns: readonly Turn[], now: Date, requestId?: string): Promise<void>;
  /** Deletes the newest turns. */
  forgetLast(conversation: string, take: number): Promise<void>;
  forget(conversation: string): Promise<void>;
  /** Forgets every conversation whose key begins like this. */
  forgetAll(prefix: string): Promise<void>;
}

const COLUMNS: Columns = {
  id: 'uuid',
  conversation: 'text',
  role: 'text',
  content: 'text',
  created_at: 'time',
};

export function createHistoryStore(database: Database): HistoryStore {
  const { client } = database;
  return {
    recent: async (conversation, take) => {
      const rows = await client.conversationTurn.findMany({
        where: { conversation },
        orderBy: { id: 'desc' },
        take,
      });
      return rows.toReversed().map(({ role, content }) => ({ role: role as Turn['role'], content }));
    },
    append: async (conversation, turns, now, requestId) => {
      const created = { conversation, created_at: instantText(now) };
      const rows = turns.map((turn) => ({ id: timeOrderedId(), ...created, ...turn }));
      const added = { table: 'conversation_turn', columns: COLUMNS, rows };
      if (requestId === undefined) await insertRows(client, database, added);
      else await insertUnlessForgotten(database, added, requestId);
    },
    forgetLast: async (conversation, take) => {
      const newest = {
        where: { conversation },
        orderBy: { id: 'desc' },
        take,
        select: { id: true },
      } as const;
      const ids = (await client.conversationTurn.findMany(newest)).map(({ id }) => id);
      await client.conversationTurn.deleteMany({ where: { id: { in: ids } } });
    },
    forget: async (conversation) => {
      await client.conversationTurn.deleteMany({ where: { conversation } });
    },
    forgetAll: async (prefix) => {
      await client.conversationTurn.deleteMany({ where: { conversation: { startsWith: prefix } } });
    },
  };
}
