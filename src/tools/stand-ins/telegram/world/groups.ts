import type { BotApiChat, BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { BotApiContext } from '../bot-api/bot-api-method.ts';
import { type ChatRoom, createChatRoom } from './chat-room.ts';
import { botStatus } from '../methods/chat-methods.ts';

export interface NewGroup {
  /** Default: the next free id. */
  id?: number;
  title: string;
  members: readonly number[];
  /** The id of a supergroup starts with -100. Default true. */
  supergroup?: boolean;
  /** Names of its topics; a group with topics is a forum. */
  topics?: readonly string[];
}

export interface Group {
  id: number;
  /** Thread ids by topic name. */
  topics: Readonly<Record<string, number>>;
}

/** Creates groups and topics, and upgrades groups to supergroups. */
export class Groups {
  readonly #api: BotApiContext;
  #made = 0;

  constructor(api: BotApiContext) {
    this.#api = api;
  }

  add(group: NewGroup): Group {
    const supergroup = group.supergroup ?? true;
    const chat: BotApiChat = {
      id: group.id ?? this.#nextId(supergroup),
      type: supergroup ? 'supergroup' : 'group',
      title: group.title,
      ...(group.topics?.length && { is_forum: true as const }),
    };
    const room = createChatRoom(chat, group.members, true);
    this.#api.world.rooms.set(chat.id, room);
    const topics: Record<string, number> = {};
    for (const name of group.topics ?? []) topics[name] = this.#openTopic(room, name);
    return { id: chat.id, topics };
  }

  /** Upgrades the group to a supergroup with a new id; the bot learns it from service messages and errors. */
  upgrade(groupId: number): number {
    const old = this.#api.world.room(groupId);
    const { id: newId } = this.add({ title: old.chat.title ?? '', members: [...old.members] });
    old.migratedTo = newId;
    this.#service(old, { migrate_to_chat_id: newId });
    this.#service(this.#api.world.room(newId), { migrate_from_chat_id: groupId });
    return newId;
  }

  /**
   * Removes or restores the right to post: of the bot, which is told, or of all members, which is not
   * reported.
   */
  setMuted(groupId: number, muted: boolean, whom: 'bot' | 'everybody'): void {
    const room = this.#api.world.room(groupId);
    const { bot: user } = this.#api.world;
    const old_chat_member = { user, ...botStatus(room) };
    room.refusal = muted ? 'muted' : null;
    if (whom === 'everybody') return;
    const new_chat_member = { user, ...botStatus(room) };
    const { from, date } = this.#serviceMessage(room, {});
    this.#api.updates.push({
      my_chat_member: { chat: room.chat, from, date, old_chat_member, new_chat_member },
    });
  }

  /** Opens a topic in a group or private chat and returns its thread id. */
  openTopic(chatId: number, name: string): number {
    return this.#openTopic(this.#api.world.room(chatId), name);
  }

  #nextId(supergroup: boolean): number {
    this.#made += 1;
    return supergroup ? -1_001_000_000_000 - this.#made : -1000 - this.#made;
  }

  #openTopic(room: ChatRoom, name: string): number {
    const message = this.#serviceMessage(room, { forum_topic_created: { name, icon_color: 7_322_096 } });
    message.message_thread_id = message.message_id;
    message.is_topic_message = true;
    room.topics.set(message.message_id, message);
    return message.message_id;
  }

  #service(room: ChatRoom, fields: Partial<BotApiMessage>): void {
    const message = this.#serviceMessage(room, fields);
    this.#api.updates.push({ message });
  }

  #serviceMessage(room: ChatRoom, fields: Partial<BotApiMessage>): BotApiMessage {
    const [owner] = room.members;
    const from = this.#api.world.users.get(owner ?? 0);
    if (!from) throw new Error('a group needs a member that was added with addUser');
    const message_id = this.#api.world.nextMessageId();
    return { message_id, from, chat: room.chat, date: this.#api.world.seconds(), ...fields };
  }
}
