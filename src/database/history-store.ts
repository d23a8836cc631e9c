import { v7 as timeOrderedId } from 'uuid';
import { createGroupCommit } from '../foundation/group-commit.ts';
import type { Database } from './open-database.ts';
import { instantText, toJsonRows, type Columns } from './sql-dialect.ts';
import { createUnlessForgottenWriter } from './unless-forgotten-writer.ts';

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

interface Recall {
  conversation: string;
  take: number;
}

const COLUMNS: Columns = {
  id: 'uuid',
  conversation: 'text',
  role: 'text',
  content: 'text',
  created_at: 'time',
};

/** What people say to each other at the same moment is read and kept together. */
export function createHistoryStore(database: Database): HistoryStore {
  const { client } = database;
  const reading = createGroupCommit((group: readonly Recall[]) => readMany(database, group));
  const write = createUnlessForgottenWriter(database, 'conversation_turn', COLUMNS);
  return {
    recent: (conversation, take) => reading.submit({ conversation, take }),
    append: async (conversation, turns, now, requestId) => {
      const common = { conversation, created_at: instantText(now), request_id: requestId ?? null };
      await write(turns.map((turn) => ({ id: timeOrderedId(), ...common, ...turn })));
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

async function readMany(
  { client, dialect }: Database,
  recalls: readonly Recall[],
): Promise<readonly Turn[][]> {
  const most = Math.max(...recalls.map(({ take }) => take));
  const conversations = [...new Set(recalls.map(({ conversation }) => conversation))];
  const rows = await client.$queryRawUnsafe<(Turn & { conversation: string })[]>(
    `SELECT t.conversation AS conversation, t.role AS role, t.content AS content ` +
      `FROM ${dialect.rowsFromJson({ conversation: 'text' }, 1)} ` +
      `JOIN conversation_turn t ON t.conversation = r.conversation WHERE t.id IN (` +
      `SELECT n.id FROM conversation_turn n WHERE n.conversation = r.conversation ` +
      `ORDER BY n.id DESC LIMIT ${Math.trunc(most)}) ORDER BY t.id`,
    toJsonRows(conversations.map((conversation) => ({ conversation }))),
  );
  const turnsOf = new Map<string, Turn[]>(conversations.map((conversation) => [conversation, []]));
  for (const { conversation, role, content } of rows) turnsOf.get(conversation)?.push({ role, content });
  return recalls.map(({ conversation, take }) => (turnsOf.get(conversation) ?? []).slice(-take));
}
