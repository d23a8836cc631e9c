import type { BotContext } from './context.ts';

/** Whose memory a message belongs to: in groups each person has their own in each topic. */
export function conversationKey(ctx: BotContext): string {
  const chat = `${ctx.chat?.id}`;
  if (ctx.chat?.type === 'private') return chat;
  const topic = ctx.msg?.is_topic_message ? ctx.msg.message_thread_id : 0;
  return `${chat}:${topic}:${ctx.personId}`;
}

/** Updates with the same lane are handled in order; people in one group do not wait for each other. */
export function laneOf(ctx: Pick<BotContext, 'chat' | 'from'>): string | undefined {
  if (!ctx.chat) return ctx.from && `${ctx.from.id}`;
  return ctx.chat.type === 'private' ? `${ctx.chat.id}` : `${ctx.chat.id}:${ctx.from?.id}`;
}
