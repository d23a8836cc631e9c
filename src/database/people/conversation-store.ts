import { v7 as timeOrderedId } from 'uuid';
import type { Database } from '../engine/database.ts';
import { createJointReader, type Lookup } from '../engine/read-together.ts';
import { instantText, type Columns } from '../engine/sql-dialect.ts';
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

type RecallLookup = Lookup<{ conversation: string }>;

const COLUMNS: Columns = {
  id: 'uuid',
  conversation: 'text',
  user_id: 'bigint',
  role: 'text',
  content: 'text',
  created_at: 'time',
};

/** What people say to each other at the same moment is read and kept together. */
export function createConversationStore(
  database: Database,
  reader = createJointReader(database),
): ConversationStore {
  const { client, dialect } = database;
  const recallOf = createRecallLookups();
  const write = createUnlessForgottenWriter(database, 'conversation_turn', COLUMNS);
  return {
    recent: async (conversation, take) => readTurns(await reader.read(recallOf(take), { conversation })),
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

/** One lookup for each number of turns: only the same lookup is read together. */
function createRecallLookups(): (take: number) => RecallLookup {
  const lookups = new Map<number, RecallLookup>();
  return (take) => {
    const lookup = lookups.get(take) ?? recall(take);
    lookups.set(take, lookup);
    return lookup;
  };
}

/** Turns as JSON: as rows of their own, reading them would cost more than finding them. */
function recall(take: number): RecallLookup {
  return {
    columns: { conversation: 'text' },
    value: (dialect) =>
      `SELECT ${dialect.jsonRows(['id', 'role', 'content'])} FROM (` +
      `SELECT t.id, t.role, t.content FROM conversation_turn t WHERE t.conversation = r.conversation ` +
      `ORDER BY t.id DESC LIMIT ${Math.trunc(take)}) AS newest`,
  };
}

/** Oldest first: ids are in the order of time. */
function readTurns(json: string | null): Turn[] {
  const rows = JSON.parse(json ?? '[]') as [id: string, role: Turn['role'], content: string][];
  return rows.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, role, content]) => ({ role, content }));
}
