import type { Message } from 'grammy/types';

/**
 * What a message asks the bot: all of its text in a private chat; in a group only where it mentions the bot or
 * answers one of its messages. `null` when it is not for the bot.
 */
export function addressedText(message: Message, bot: { id: number; username: string }): string | null {
  const text = message.text ?? message.caption ?? '';
  if (message.chat.type === 'private') return text.trim();
  const mention = new RegExp(`@${bot.username}(?![A-Za-z0-9_])`, 'gi');
  const isReply = message.reply_to_message?.from?.id === bot.id;
  if (!isReply && !mention.test(text)) return null;
  return text.replaceAll(mention, '').trim();
}
