import type { MessageEntity } from 'grammy/types';
import type { BotApiChat, BotApiMessage } from '../bot-api/bot-api-message.ts';

export interface Draft {
  id: number;
  text: string;
  entities: MessageEntity[];
  threadId: number | null;
  canStop: boolean;
  keepOnStop: boolean;
  updatedAt: number;
  /** Removes the draft when nothing replaced it for 30 seconds. */
  expiry: NodeJS.Timeout;
}

/** One chat and everything in it. */
export interface ChatRoom {
  chat: BotApiChat;
  messages: Map<number, BotApiMessage>;
  drafts: Map<number, Draft>;
  /** Ids of the people in it; of one person, in a private chat. */
  members: Set<number>;
  /** By thread id, the service message that opened the topic. */
  topics: Map<number, BotApiMessage>;
  /** A private chat exists for the bot only once its person has opened it. */
  opened: boolean;
  refusal: 'blocked' | 'deactivated' | 'kicked' | 'muted' | null;
  migratedTo: number | null;
}

/** A chat with nothing said in it yet. */
export function createChatRoom(chat: BotApiChat, members: Iterable<number>, opened: boolean): ChatRoom {
  return {
    chat,
    messages: new Map(),
    drafts: new Map(),
    members: new Set(members),
    topics: new Map(),
    opened,
    refusal: null,
    migratedTo: null,
  };
}
