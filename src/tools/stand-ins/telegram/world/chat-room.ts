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
  /** Removes the draft after 30 seconds without an update. */
  expiry: NodeJS.Timeout;
}

/** A chat and its contents. */
export interface ChatRoom {
  chat: BotApiChat;
  messages: Map<number, BotApiMessage>;
  drafts: Map<number, Draft>;
  /** The ids of its members; one in a private chat. */
  members: Set<number>;
  /** The service messages that opened topics, by thread id. */
  topics: Map<number, BotApiMessage>;
  /** A private chat exists for the bot only after its person has opened it. */
  opened: boolean;
  refusal: 'blocked' | 'deactivated' | 'kicked' | 'muted' | null;
  migratedTo: number | null;
}

/** Creates an empty chat. */
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
