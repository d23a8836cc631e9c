import type { Context } from 'grammy';
import type { Chat, User } from 'grammy/types';
import { ANONYMOUS_ADMIN } from '../messages/context.ts';

/** What Telegram names as sender when somebody writes in the name of a channel. */
const CHANNEL_WRITER = 136_817_688;

/**
 * Who asks: a person, or the channel in whose name somebody writes in a group, which is all that Telegram tells of
 * them. `null` for bots, and for a channel's post that Telegram itself put into its discussion group.
 */
export function senderOf({ from, message }: Pick<Context, 'from' | 'message'>): User | null {
  if (!from || message?.is_automatic_forward) return null;
  if (from.id === CHANNEL_WRITER && message?.sender_chat) return asPerson(message.sender_chat);
  return from.is_bot && from.id !== ANONYMOUS_ADMIN ? null : from;
}

function asPerson({ id, title = '', username }: Chat): User {
  return { id, is_bot: false, first_name: title, username };
}
