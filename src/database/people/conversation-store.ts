import { v7 as timeOrderedId } from 'uuid';
import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import type { Database } from '../engine/open-database.ts';
import { instantText, toJsonRows, type Columns } from '../engine/sql-dialect.ts';
import { conversationOwner } from './conversation-owner.ts';
import { createUnlessForgottenWriter } from './unless-forgotten-writer.ts';

export interface Turn {
  role: 'user' | 'assistant';
  content: string;
}

export interface ConversationStore {
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
  user_id: 'bigint',
  role: 'text',
  content: 'text',
  created_at: 'time',
};

/** What people say to each other at the same moment is read and kept together. */
export function createConversationStore(database: Database): ConversationStore {
  const { client, dialect } = database;
  const reading = createGroupCommit((group: readonly Recall[]) => readMany(database, group));
  const write = createUnlessForgottenWriter(database, 'conversation_turn', COLUMNS);
  return {
    recent: (conversation, take) => reading.submit({ conversation, take }),
    append: async (conversation, turns, now, requestId) => {
      const common = {
        conversation,
        user_id: conversationOwner(conversation),
        created_at: instantText(now),
        request_id: requestId ?? null,
      };
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
      const { condition, pattern } = dialect.startsWith('conversation', prefix, 1);
      await client.$executeRawUnsafe(`DELETE FROM conversation_turn WHERE ${condition}`, pattern);
    },
  };
}

/** Turns as JSON, one row for each conversation: as rows of their own, reading them would cost more than finding them. */
async function readMany(
  { client, dialect }: Database,
  recalls: readonly Recall[],
): Promise<readonly Turn[][]> {
  const most = Math.max(...recalls.map(({ take }) => take));
  const conversations = [...new Set(recalls.map(({ conversation }) => conversation))];
  const rows = await client.$queryRawUnsafe<{ conversation: string; turns: string | null }[]>(
    `SELECT r.conversation AS conversation, (SELECT ${dialect.jsonRows(['id', 'role', 'content'])} FROM (` +
      `SELECT t.id, t.role, t.content FROM conversation_turn t WHERE t.conversation = r.conversation ` +
      `ORDER BY t.id DESC LIMIT ${Math.trunc(most)}) AS newest) AS turns ` +
      `FROM ${dialect.rowsFromJson({ conversation: 'text' }, 1)}`,
    toJsonRows(conversations.map((conversation) => ({ conversation }))),
  );
  const turnsOf = new Map(rows.map(({ conversation, turns }) => [conversation, readTurns(turns)]));
  return recalls.map(({ conversation, take }) => (turnsOf.get(conversation) ?? []).slice(-take));
}

/** Oldest first: ids are in the order of time. */
function readTurns(json: string | null): Turn[] {
  const rows = JSON.parse(json ?? '[]') as [id: string, role: Turn['role'], content: string][];
  return rows.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, role, content]) => ({ role, content }));
}
