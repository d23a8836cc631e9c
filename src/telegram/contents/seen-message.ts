import type { Message } from 'grammy/types';

/** A message, or what Telegram tells of one in another chat. */
export type SeenMessage = Partial<Message>;
