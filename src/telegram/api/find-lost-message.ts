import type { ApiCallFn, RawApi } from 'grammy';
import type { Message } from 'grammy/types';
import { saysNotModified } from '../messages/is-not-modified.ts';
import type { MessageNumbers } from './message-numbers.ts';

/** What `sendMessage` was called with. */
export type SentMessage = Parameters<RawApi['sendMessage']>[0];

/**
 * Looks for a message whose sending ended without an answer: Telegram may have it or not, and offers no way to
 * ask. But it refuses to edit a message into what it is already, so an edit of the likely numbers into the same
 * text finds it, and does nothing to a message that is not ours. Only for a chat to which nothing else is being
 * sent. Resolves with the message, or `null` when it never arrived.
 */
export async function findLostMessage(
  call: ApiCallFn,
  sent: SentMessage,
  numbers: MessageNumbers,
  mark: number,
): Promise<Message.TextMessage | null> {
  const { text, parse_mode, entities, link_preview_options, reply_markup } = sent;
  const chatId = Number(sent.chat_id);
  const isInline = reply_markup && 'inline_keyboard' in reply_markup;
  const same = { text, parse_mode, entities, link_preview_options, ...(isInline && { reply_markup }) };
  for (const messageId of numbers.likelyAfter(chatId, mark)) {
    const answer = await call('editMessageText', { chat_id: chatId, message_id: messageId, ...same });
    if (answer.ok || saysNotModified(answer))
      return { message_id: messageId, chat: { id: chatId }, text } as Message.TextMessage;
  }
  return null;
}
