import type { InlineKeyboardMarkup, MessageEntity, User } from 'grammy/types';

export interface BotApiChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  first_name?: string;
  username?: string;
  is_forum?: true;
}

export interface BotApiFile {
  file_id: string;
  file_unique_id: string;
  file_size: number;
  file_name?: string;
  mime_type?: string;
  width?: number;
  height?: number;
  duration?: number;
}

/** A message on the wire. Simpler to build than grammY's `Message`, whose unions describe what may arrive. */
export interface BotApiMessage {
  message_id: number;
  date: number;
  chat: BotApiChat;
  from: User;
  message_thread_id?: number;
  is_topic_message?: true;
  text?: string;
  entities?: MessageEntity[];
  caption?: string;
  caption_entities?: MessageEntity[];
  reply_to_message?: BotApiMessage;
  quote?: { text: string; position: number; is_manual?: true };
  external_reply?: object;
  reply_markup?: InlineKeyboardMarkup;
  edit_date?: number;
  photo?: BotApiFile[];
  document?: BotApiFile;
  voice?: BotApiFile;
  audio?: BotApiFile;
  media_group_id?: string;
  forward_origin?: object;
  forum_topic_created?: { name: string; icon_color: number };
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  new_chat_members?: User[];
}
