import type { Database } from '../engine/database.ts';
import { createJointReader, type Lookup } from '../engine/read-together.ts';

export interface ChatStore {
  /** The `provider/model` chosen for a chat, or `null`. */
  model(chatId: bigint): Promise<string | null>;
  chooseModel(chatId: bigint, model: string | null): Promise<void>;
  /** Notes whether the bot may write there. */
  setReachable(chatId: bigint, reachable: boolean): Promise<void>;
  /** The chats in which the bot may not write, at most `take`. */
  unreachable(take: number): Promise<bigint[]>;
  /** A group has a new id: its choice, its conversations and its answers go with it. */
  migrate(from: bigint, to: bigint): Promise<void>;
}

const MODEL: Lookup<{ chat_id: bigint }> = {
  columns: { chat_id: 'bigint' },
  value: () => 'SELECT CAST(c.model AS text) FROM chat c WHERE c.chat_id = r.chat_id',
};

export function createChatStore(database: Database, reader = createJointReader(database)): ChatStore {
  const { client } = database;
  return {
    model: (chatId) => reader.read(MODEL, { chat_id: chatId }),
    chooseModel: async (chatId, model) => {
      await client.chat.upsert({ where: { chatId }, create: { chatId, model }, update: { model } });
    },
    setReachable: async (chatId, reachable) => {
      await client.chat.upsert({ where: { chatId }, create: { chatId, reachable }, update: { reachable } });
    },
    unreachable: async (take) => {
      const rows = await client.chat.findMany({
        where: { reachable: false },
        select: { chatId: true },
        take,
      });
      return rows.map(({ chatId }) => chatId);
    },
    migrate: (from, to) => migrate(database, from, to),
  };
}

/** Twice is once: the second time nothing is left under the old id. */
async function migrate(database: Database, from: bigint, to: bigint): Promise<void> {
  const { client, dialect } = database;
  const old = await client.chat.findUnique({ where: { chatId: from, movedTo: null } });
  await database.transaction(async (connection) => {
    const run = (sql: string, ...parameters: unknown[]) => connection.$executeRawUnsafe(sql, ...parameters);
    const [first, second] = [dialect.parameter(1), dialect.parameter(2)];
    if (old) {
      await run(`DELETE FROM chat WHERE chat_id = ${first}`, to);
      await run(`UPDATE chat SET chat_id = ${second} WHERE chat_id = ${first}`, from, to);
    }
    await run(
      `INSERT INTO chat (chat_id, moved_to) VALUES (${first}, ${second}) ` +
        `ON CONFLICT (chat_id) DO UPDATE SET moved_to = excluded.moved_to`,
      from,
      to,
    );
    const place = `conversation = ${second} || substr(conversation, ${String(from).length + 1})`;
    const { condition, pattern } = dialect.startsWith('conversation', `${from}:`, 1);
    await run(`UPDATE conversation_turn SET ${place} WHERE ${condition}`, pattern, String(to));
    await run(`UPDATE answer SET ${place} WHERE ${condition}`, pattern, String(to));
  });
}
