import type { ChatMessage } from './chat-message.ts';

/** A change that a person in the chat would notice. */
export type TelegramEvent =
  | { type: 'message'; chatId: number; message: ChatMessage }
  | { type: 'edited'; chatId: number; message: ChatMessage }
  | { type: 'deleted'; chatId: number; messageId: number }
  | { type: 'draft'; chatId: number; message: ChatMessage }
  | { type: 'draft-ended'; chatId: number; draftId: number }
  | { type: 'typing'; chatId: number; action: string }
  | { type: 'pressed'; chatId: number; userId: number; messageId: number; button: string; data: string }
  | { type: 'callback-answer'; chatId: number; userId: number; answer: CallbackAnswer }
  | { type: 'commands' };

/** The bot's answer to a button press: a toast, an alert, a link, or nothing visible. */
export interface CallbackAnswer {
  text: string;
  alert: boolean;
  url: string | null;
}
