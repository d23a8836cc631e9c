import type { User, UserFromGetMe } from 'grammy/types';
import { BotApiError, badRequest } from '../bot-api/bot-api-error.ts';
import type { BotApiMessage } from '../bot-api/bot-api-message.ts';
import { draftToChatMessage, toChatMessage, type ChatMessage } from './chat-message.ts';
import type { ChatRoom } from './chat-room.ts';
import { FileShelf } from './file-shelf.ts';
import type { CallbackAnswer, TelegramEvent } from './telegram-event.ts';

export interface PendingCallback {
  chatId: number;
  userId: number;
  expiresAt: number;
  answered(answer: CallbackAnswer): void;
}

/** All people, chats, messages and files of the stand-in, and the listeners on their changes. */
export class ChatWorld {
  readonly bot: UserFromGetMe;
  readonly now: () => number;
  readonly users = new Map<number, User>();
  readonly rooms = new Map<number, ChatRoom>();
  readonly files = new FileShelf();
  readonly callbacks = new Map<string, PendingCallback>();
  readonly #listeners = new Set<(event: TelegramEvent) => void>();
  #lastMessageId = 0;

  constructor(bot: UserFromGetMe, now: () => number) {
    this.bot = bot;
    this.now = now;
  }

  // Unique in the whole stand-in, so a message can be named without its chat.
  nextMessageId(): number {
    this.#lastMessageId += 1;
    return this.#lastMessageId;
  }

  /** Seconds since 1970, like all dates in the Bot API. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  onEvent(listener: (event: TelegramEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  emit(event: TelegramEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The chat, for a person; throws a plain error, because the test never created it. */
  room(chatId: number): ChatRoom {
    const room = this.rooms.get(chatId);
    if (!room) throw new Error(`the stand-in has no chat ${chatId}`);
    return room;
  }

  /** The chat, for the bot; throws Telegram's errors. */
  roomForBot(chatId: number): ChatRoom {
    const room = this.rooms.get(chatId);
    if (!room?.opened) throw badRequest('chat not found');
    if (room.migratedTo !== null) {
      const description = 'Bad Request: group chat was upgraded to a supergroup chat';
      throw new BotApiError(400, description, { migrate_to_chat_id: room.migratedTo });
    }
    return room;
  }

  /** Like `roomForBot`, for methods that send something to the chat. */
  roomToSendTo(chatId: number): ChatRoom {
    const room = this.roomForBot(chatId);
    if (room.refusal === 'blocked') throw new BotApiError(403, 'Forbidden: bot was blocked by the user');
    if (room.refusal === 'deactivated') throw new BotApiError(403, 'Forbidden: user is deactivated');
    if (room.refusal === 'muted') throw badRequest('not enough rights to send text messages to the chat');
    if (room.refusal === 'kicked')
      throw new BotApiError(403, `Forbidden: bot was kicked from the ${room.chat.type} chat`);
    return room;
  }

  addMessage(message: BotApiMessage): BotApiMessage {
    this.room(message.chat.id).messages.set(message.message_id, message);
    this.emit({ type: 'message', chatId: message.chat.id, message: toChatMessage(message) });
    return message;
  }

  changeMessage(message: BotApiMessage): void {
    this.room(message.chat.id).messages.set(message.message_id, message);
    this.emit({ type: 'edited', chatId: message.chat.id, message: toChatMessage(message) });
  }

  removeDraft(chatId: number, draftId: number): void {
    const room = this.room(chatId);
    const draft = room.drafts.get(draftId);
    if (!draft) return;
    clearTimeout(draft.expiry);
    room.drafts.delete(draftId);
    this.emit({ type: 'draft-ended', chatId, draftId });
  }

  /** The visible chat: messages, then drafts. */
  messages(chatId: number): ChatMessage[] {
    const room = this.room(chatId);
    const drafts = [...room.drafts.values()].map((draft) => draftToChatMessage(draft, chatId, this.bot));
    return [...Array.from(room.messages.values(), toChatMessage), ...drafts];
  }

  /** Stops every timer. */
  close(): void {
    for (const room of this.rooms.values())
      for (const draft of room.drafts.values()) clearTimeout(draft.expiry);
    this.#listeners.clear();
  }
}
