import type { Database } from '../engine/database.ts';

/** What grammY's conversations remember between two messages, so that a restart interrupts nobody. */
export interface ConversationStateStore<State> {
  read(key: string): Promise<State | undefined>;
  write(key: string, state: State): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<string[]>;
}

export function createConversationStateStore<State>(
  { client }: Database,
  now: () => Date,
): ConversationStateStore<State> {
  return {
    read: async (key) => {
      const row = await client.conversationState.findUnique({ where: { key } });
      return row ? (JSON.parse(row.value) as State) : undefined;
    },
    write: async (key, state) => {
      const kept = { value: JSON.stringify(state), updatedAt: now() };
      await client.conversationState.upsert({ where: { key }, create: { key, ...kept }, update: kept });
    },
    delete: async (key) => {
      await client.conversationState.deleteMany({ where: { key } });
    },
    keys: async () => {
      const rows = await client.conversationState.findMany({ select: { key: true } });
      return rows.map(({ key }) => key);
    },
  };
}
