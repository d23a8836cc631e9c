import type { MessageEntity, User } from 'grammy/types';
import type { BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { BotApiContext } from '../bot-api/bot-api-method.ts';
import { type ChatRoom, createChatRoom } from './chat-room.ts';
import { cleanText } from '../text/clean-text.ts';
import { findEntities } from '../text/find-entities.ts';
import { describeFile, describeNamed, describePhoto, type FileKind, type StoredFile } from './file-shelf.ts';

export interface NewUser {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** Whether the person has opened the bot, so that it may write first. Default true. */
  opened?: boolean;
}

export interface SayOptions {
  /** Default: the person's private chat with the bot. */
  chatId?: number;
  replyTo?: number;
  threadId?: number;
  entities?: MessageEntity[];
  /** The quoted part of the replied message. */
  quote?: string;
  /** The fields of a replied message in another chat. */
  external?: Partial<BotApiMessage> & { video?: object };
}

export interface SendFileOptions extends SayOptions {
  caption?: string;
  mimeType?: string;
  mediaGroupId?: string;
  /** The duration of a voice message or audio file in seconds. Default 3. */
  duration?: number;
  /** The name of a document or audio file. */
  fileName?: string;
  /** The size announced to the bot. Default: the actual size. */
  announcedBytes?: number;
}

/** The actions of people. Each changes a chat and becomes an update for the bot. */
export class People {
  readonly #api: BotApiContext;
  readonly #privacyMode: boolean;

  constructor(api: BotApiContext, privacyMode: boolean) {
    this.#api = api;
    this.#privacyMode = privacyMode;
  }

  addUser(person: NewUser): User {
    const user: User = {
      id: person.id,
      is_bot: false,
      first_name: person.firstName,
      ...(person.lastName && { last_name: person.lastName }),
      ...(person.username && { username: person.username }),
      ...(person.languageCode && { language_code: person.languageCode }),
    };
    const chat = {
      id: person.id,
      type: 'private' as const,
      first_name: person.firstName,
      username: person.username,
    };
    this.#api.world.users.set(user.id, user);
    this.#api.world.rooms.set(user.id, createChatRoom(chat, [user.id], person.opened ?? true));
    return user;
  }

  say(userId: number, text: string, options: SayOptions = {}): BotApiMessage {
    const cleaned = cleanText({ text, entities: options.entities ?? [] });
    const entities = findEntities(cleaned.text, cleaned.entities);
    return this.#send(userId, { text: cleaned.text, ...(entities.length > 0 && { entities }) }, options);
  }

  sendPhoto(userId: number, data: Uint8Array, options: SendFileOptions = {}): BotApiMessage {
    const photo = describePhoto(this.#shelve('photo', data, options, 'photo.jpg', 'image/jpeg'));
    return this.#sendFile(userId, { photo }, options);
  }

  sendVoice(userId: number, data: Uint8Array, options: SendFileOptions = {}): BotApiMessage {
    const file = this.#shelve('voice', data, { ...options, fileName: undefined }, 'voice.ogg', 'audio/ogg');
    const voice = { ...describeFile(file), mime_type: file.mimeType, duration: options.duration ?? 3 };
    return this.#sendFile(userId, { voice }, options);
  }

  sendAudio(userId: number, data: Uint8Array, options: SendFileOptions = {}): BotApiMessage {
    const file = this.#shelve('audio', data, options, 'song.mp3', 'audio/mpeg');
    const audio = { ...describeNamed(file), duration: options.duration ?? 3 };
    return this.#sendFile(userId, { audio }, options);
  }

  sendDocument(userId: number, data: Uint8Array, options: SendFileOptions = {}): BotApiMessage {
    const file = this.#shelve('document', data, options, 'notes.txt', 'text/plain');
    return this.#sendFile(userId, { document: describeNamed(file) }, options);
  }

  edit(userId: number, messageId: number, text: string): BotApiMessage {
    const message = this.find(messageId);
    if (message.from.id !== userId) throw new Error(`message ${messageId} is not from ${userId}`);
    const entities = findEntities(text, []);
    const edited = { ...message, text, entities, edit_date: this.#api.world.seconds() };
    this.#api.world.changeMessage(edited);
    this.#pushMessage({ edited_message: edited }, edited);
    return edited;
  }

  forward(userId: number, messageId: number, options: SayOptions = {}): BotApiMessage {
    const { text, entities, caption, photo, voice, document, from, date } = this.find(messageId);
    const forward_origin = { type: 'user', sender_user: from, date };
    return this.#send(userId, { text, entities, caption, photo, voice, document, forward_origin }, options);
  }

  find(messageId: number): BotApiMessage {
    for (const room of this.#api.world.rooms.values()) {
      const message = room.messages.get(messageId);
      if (message) return message;
    }
    throw new Error(`the stand-in has no message ${messageId}`);
  }

  /** Blocks the bot in the private chat until the person writes again. */
  setBlocked(userId: number, blocked: boolean): void {
    const room = this.#api.world.room(userId);
    if ((room.refusal === 'blocked') === blocked) return;
    room.refusal = blocked ? 'blocked' : null;
    const member = (status: string): object => ({ user: this.#api.world.bot, status, until_date: 0 });
    const my_chat_member = {
      chat: room.chat,
      from: this.#api.world.users.get(userId),
      date: this.#api.world.seconds(),
      old_chat_member: member(blocked ? 'member' : 'kicked'),
      new_chat_member: member(blocked ? 'kicked' : 'member'),
    };
    this.#api.updates.push({ my_chat_member });
  }

  #shelve(
    kind: FileKind,
    data: Uint8Array,
    { fileName, mimeType, announcedBytes }: SendFileOptions,
    usualName: string,
    usualType: string,
  ): StoredFile {
    const file = { name: fileName ?? usualName, mimeType: mimeType ?? usualType, data, announcedBytes };
    return this.#api.world.files.store(kind, file);
  }

  #sendFile(userId: number, content: Partial<BotApiMessage>, options: SendFileOptions): BotApiMessage {
    const group = options.mediaGroupId ? { media_group_id: options.mediaGroupId } : {};
    return this.#send(userId, { ...content, ...group, ...captionFields(options.caption) }, options);
  }

  #send(userId: number, content: Partial<BotApiMessage>, options: SayOptions): BotApiMessage {
    const room = this.#api.world.room(options.chatId ?? userId);
    const from = this.#api.world.users.get(userId);
    if (!from) throw new Error(`the stand-in has no person ${userId}`);
    if (room.chat.type === 'private') this.setBlocked(userId, false);
    room.opened = true;
    const message: BotApiMessage = {
      message_id: this.#api.world.nextMessageId(),
      from,
      chat: room.chat,
      date: this.#api.world.seconds(),
      ...threadFields(room, options),
      ...quoteFields(options),
      ...withoutUndefined(content),
    };
    this.#api.world.addMessage(message);
    this.#pushMessage({ message }, message);
    return message;
  }

  #pushMessage(
    update: { message: BotApiMessage } | { edited_message: BotApiMessage },
    message: BotApiMessage,
  ): void {
    if (this.#privacyMode && !this.#reachesBot(message)) return;
    this.#api.updates.push(update);
  }

  // In privacy mode a bot in a group sees commands, mentions of itself and replies to itself.
  #reachesBot(message: BotApiMessage): boolean {
    if (message.chat.type === 'private') return true;
    const { id, username } = this.#api.world.bot;
    const words = message.text ?? message.caption ?? '';
    return (
      words.startsWith('/') || words.includes(`@${username}`) || message.reply_to_message?.from.id === id
    );
  }
}

function threadFields(room: ChatRoom, options: SayOptions): Partial<BotApiMessage> {
  const opening = options.threadId === undefined ? undefined : room.topics.get(options.threadId);
  if (options.threadId !== undefined && !opening)
    throw new Error(`the chat has no topic ${options.threadId}`);
  const original = options.replyTo === undefined ? undefined : room.messages.get(options.replyTo);
  const answered = original ? { ...original, reply_to_message: undefined } : opening;
  return {
    ...(opening && { message_thread_id: options.threadId, is_topic_message: true as const }),
    ...(answered && { reply_to_message: answered }),
  };
}

function quoteFields({ quote, external }: SayOptions): Partial<BotApiMessage> {
  const origin = { type: 'hidden_user', sender_user_name: 'Somebody', date: 1 };
  return {
    ...(quote && { quote: { text: quote, position: 0, is_manual: true as const } }),
    ...(external && { external_reply: { origin, ...external } }),
  };
}

function captionFields(caption: string | undefined): Partial<BotApiMessage> {
  return caption ? { caption, caption_entities: findEntities(caption, []) } : {};
}

function withoutUndefined(content: Partial<BotApiMessage>): Partial<BotApiMessage> {
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== undefined));
}
