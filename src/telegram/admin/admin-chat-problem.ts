import { GrammyError, type Api } from 'grammy';
import type { ChatFullInfo, ChatMember } from 'grammy/types';
import { isRefusal } from '../messages/is-refusal.ts';
import type { AdminChat } from './admin-chat.ts';

/** Why nothing can be sent to the chat of `ADMIN_CHAT_ID`. */
export type AdminChatProblem = 'absent' | 'muted' | 'topic' | 'refused';

/** What the operator does about it, for the log; admins read the same in their languages. */
export const ADMIN_CHAT_REMEDIES: Readonly<Record<AdminChatProblem, string>> = {
  absent: 'add the bot to that chat, or correct ADMIN_CHAT_ID; a person has to press Start first',
  muted: 'allow the bot to send messages in that chat',
  topic: 'correct the topic, the number behind the colon in ADMIN_CHAT_ID, or leave it out',
  refused: 'correct ADMIN_CHAT_ID',
};

// As Telegram's servers word it: https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp
const TOPIC = /thread not found|invalid topic identifier|TOPIC_(CLOSED|DELETED|ID_INVALID)/;
const MUTED =
  /not enough rights|no rights to send|CHAT_(WRITE|SEND_PLAIN)_FORBIDDEN|CHAT_RESTRICTED|CHAT_ADMIN_REQUIRED/;
const ABSENT =
  /chat not found|kicked|not a member|deactivated|blocked|closed to the bot|deleted|can't initiate/;

/** What a refusal to take a message means. */
export function problemOf(error: unknown): AdminChatProblem {
  const description = error instanceof GrammyError ? error.description : '';
  if (TOPIC.test(description)) return 'topic';
  if (MUTED.test(description)) return 'muted';
  return ABSENT.test(description) ? 'absent' : 'refused';
}

/**
 * Asks Telegram whether the bot may write in the chat; `null` where it may, and where that cannot be found out without
 * a message.
 */
export async function findAdminChatProblem(
  api: Api,
  { chatId, threadId }: AdminChat,
): Promise<AdminChatProblem | null> {
  try {
    const chat = await api.getChat(chatId);
    if (chat.type === 'private') return null;
    const { id } = await api.getMe();
    const problem = problemOfMember(await api.getChatMember(chatId, id), chat);
    if (problem || threadId === null) return problem;
    if (!('is_forum' in chat && chat.is_forum)) return 'topic';
    await api.sendChatAction(chatId, 'typing', { message_thread_id: threadId });
    return null;
  } catch (error) {
    return isRefusal(error) ? problemOf(error) : null;
  }
}

function problemOfMember(member: ChatMember, chat: ChatFullInfo): AdminChatProblem | null {
  switch (member.status) {
    case 'left':
    case 'kicked':
      return 'absent';
    case 'restricted':
      return member.can_send_messages ? null : 'muted';
    case 'administrator':
      return chat.type === 'channel' && !member.can_post_messages ? 'muted' : null;
    case 'member':
      return chat.type === 'channel' || chat.permissions?.can_send_messages === false ? 'muted' : null;
    case 'creator':
      break;
  }
  return null;
}
