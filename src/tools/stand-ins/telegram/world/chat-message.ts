import type { InlineKeyboardButton, MessageEntity } from 'grammy/types';
import type { BotApiFile, BotApiMessage } from '../bot-api/bot-api-message.ts';
import type { Draft } from './chat-room.ts';

export interface ChatButton {
  text: string;
  /** The effect of a press; `other` is a kind that the stand-in only shows. */
  kind: 'callback' | 'url' | 'web_app' | 'copy' | 'other';
  /** The callback data, the address, or the text to copy. */
  value: string;
  style: string | null;
}

export interface ChatFile {
  id: string;
  name: string;
  mimeType: string;
  size: number;
}

/** A message or draft as a person sees it now. */
export interface ChatMessage {
  id: number;
  chatId: number;
  threadId: number | null;
  by: 'bot' | 'user';
  from: { id: number; name: string };
  /** The text, or the caption of a photo or document. */
  text: string;
  entities: readonly MessageEntity[];
  keyboard: readonly (readonly ChatButton[])[];
  edited: boolean;
  replyTo: number | null;
  photo: ChatFile | null;
  document: ChatFile | null;
  voice: ChatFile | null;
  /** Set for a draft: its id, and whether it has a stop button. */
  draft: { id: number; canStop: boolean } | null;
  date: Date;
}

/** The visible form of a stored message. */
export function toChatMessage(message: BotApiMessage): ChatMessage {
  return {
    id: message.message_id,
    chatId: message.chat.id,
    threadId: message.message_thread_id ?? null,
    by: message.from.is_bot ? 'bot' : 'user',
    from: { id: message.from.id, name: message.from.first_name },
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    keyboard: (message.reply_markup?.inline_keyboard ?? []).map((row) => row.map(toButton)),
    edited: message.edit_date !== undefined,
    replyTo: message.reply_to_message?.message_id ?? null,
    photo: toFile(message.photo?.at(-1), 'photo.jpg', 'image/jpeg'),
    document: toFile(message.document, 'document', 'application/octet-stream'),
    voice: toFile(message.voice ?? message.audio, 'voice.ogg', 'audio/ogg'),
    draft: null,
    date: new Date(message.date * 1000),
  };
}

/** The visible form of a draft. */
export function draftToChatMessage(
  draft: Draft,
  chatId: number,
  bot: { id: number; first_name: string },
): ChatMessage {
  return {
    id: 0,
    chatId,
    threadId: draft.threadId,
    by: 'bot',
    from: { id: bot.id, name: bot.first_name },
    text: draft.text,
    entities: draft.entities,
    keyboard: [],
    edited: false,
    replyTo: null,
    photo: null,
    document: null,
    voice: null,
    draft: { id: draft.id, canStop: draft.canStop },
    date: new Date(draft.updatedAt),
  };
}

function toButton(button: InlineKeyboardButton): ChatButton {
  const base = { text: button.text, style: button.style ?? null };
  if ('callback_data' in button) return { ...base, kind: 'callback', value: button.callback_data };
  if ('url' in button) return { ...base, kind: 'url', value: button.url };
  if ('web_app' in button) return { ...base, kind: 'web_app', value: button.web_app.url };
  if ('copy_text' in button) return { ...base, kind: 'copy', value: button.copy_text.text };
  return { ...base, kind: 'other', value: '' };
}

function toFile(file: BotApiFile | undefined, name: string, mimeType: string): ChatFile | null {
  if (!file) return null;
  return {
    id: file.file_id,
    name: file.file_name ?? name,
    mimeType: file.mime_type ?? mimeType,
    size: file.file_size,
  };
}
