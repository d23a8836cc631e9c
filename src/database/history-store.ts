import { v7 as timeOrderedId } from 'uuid';
import type { Connection, Database } from './open-database.ts';
import { instantText, toJsonRows, type Columns } from './sql-dialect.ts';

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
      if (requestId === undefined) await insert(client, database, rows, '');
      else await insertUnlessForgotten(database, rows, requestId);
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
  };
}

async function insertUnlessForgotten(
  database: Database,
  rows: readonly object[],
  requestId: string,
): Promise<void> {
  const { dialect } = database;
  await database.transaction(async (connection) => {
    // Whoever forgets the person changes this row before looking for turns: it waits for these, or these for it.
    if (dialect.forUpdate) {
      await connection.$queryRawUnsafe(
        `SELECT id FROM ai_usage_tracking WHERE id = ${dialect.uuid(1)} ${dialect.forUpdate}`,
        requestId,
      );
    }
    const forgotten = `SELECT 1 FROM ai_usage_tracking WHERE id = ${dialect.uuid(2)} AND user_id IS NULL`;
    await insert(connection, database, rows, `WHERE NOT EXISTS (${forgotten})`, requestId);
  });
}

async function insert(
  connection: Connection,
  { dialect }: Database,
  rows: readonly object[],
  condition: string,
  ...parameters: readonly string[]
): Promise<void> {
  const names = Object.keys(COLUMNS).join(', ');
  await connection.$executeRawUnsafe(
    `INSERT INTO conversation_turn (${names}) SELECT ${names} FROM ${dialect.rowsFromJson(COLUMNS, 1)} ${condition}`,
    toJsonRows(rows),
    ...parameters,
  );
}
