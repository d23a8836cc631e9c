import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import { writtenText } from './describe-message.ts';
import { isCommand } from './is-command.ts';

/** A command with the name of the bot that it is for. */
const NAMED_COMMAND = /^\/[a-z0-9_]+@([a-z0-9_]+)/i;

/**
 * What a message asks the bot: all of its text in a private chat; in a group only where it mentions the bot or
 * answers one of its messages, and no command unless it names the bot. `null` when it is not for the bot.
 */
export function addressedText(message: Message, bot: { id: number; username: string }): string | null {
  const text = writtenText(message);
  if (message.chat.type === 'private') return text.trim();
  const named = NAMED_COMMAND.exec(text)?.[1];
  if (named && named.toLowerCase() !== bot.username.toLowerCase()) return null;
  // In a group with more bots than this one it is for whichever knows it.
  if (!named && isCommand(message)) return null;
  const mention = new RegExp(`(?:(?<=^/\\w+)|(?<!\\w))@${bot.username}(?!\\w)`, 'gi');
  if (!answersBot(message, bot.id) && !text.match(mention)) return null;
  return text.replaceAll(mention, '').trim();
}

/** Whether a message asks the bot for anything, commands too; what is no message always does. */
export function isForBot({ message, me }: Pick<Context, 'message' | 'me'>): boolean {
  if (!message || addressedText(message, me) !== null) return true;
  const named = NAMED_COMMAND.exec(message.text ?? '')?.[1];
  return isCommand(message) && (!named || named.toLowerCase() === me.username.toLowerCase());
}

/** In a topic every message "replies" to the one that opened it, which says nothing to whoever opened it. */
function answersBot({ reply_to_message: earlier }: Message, botId: number): boolean {
  return earlier?.from?.id === botId && !earlier.forum_topic_created;
}
