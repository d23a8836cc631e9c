import type { Database } from './open-database.ts';

export interface ChatStore {
  /** The `provider/model` chosen for a chat, or `null`. */
  model(chatId: bigint): Promise<string | null>;
  chooseModel(chatId: bigint, model: string | null): Promise<void>;
}

export function createChatStore({ client }: Database): ChatStore {
  return {
    model: async (chatId) => (await client.chat.findUnique({ where: { chatId } }))?.model ?? null,
    chooseModel: async (chatId, model) => {
      await client.chat.upsert({ where: { chatId }, create: { chatId, model }, update: { model } });
    },
  };
}
