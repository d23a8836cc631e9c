import type { BotContext } from './context.ts';

/** Whose memory a message belongs to: each topic has its own, in groups each person in it. */
export function conversationKey(ctx: BotContext): string {
  const isWholeChat = ctx.chat?.type === 'private' && topicOf(ctx) === undefined;
  return isWholeChat ? `${ctx.chat.id}` : `${conversationsOfPlace(ctx)}${ctx.personId}`;
}

/** How the keys of all conversations in this topic begin. */
export function conversationsOfPlace(ctx: BotContext): string {
  return `${ctx.chat?.id}:${topicOf(ctx) ?? 0}:`;
}

/** The topic that a message is in. */
export function topicOf({ msg }: Pick<BotContext, 'msg'>): number | undefined {
  return msg?.is_topic_message ? msg.message_thread_id : undefined;
}

/** Buttons that say something in a conversation; all others are answered while an answer is being written. */
const PART_OF_TALK = /^(answer|settings|set):/;

/** Updates with the same lane are handled in order; people in one group do not wait for each other. */
export function orderingKeyOf(
  ctx: Pick<BotContext, 'chat' | 'from' | 'update' | 'isTooMany'>,
): string | undefined {
  const { stopped_message_generation: stopped, callback_query: press } = ctx.update;
  // Whoever stops an answer cannot wait until it is over, nor can who is told that it is too much.
  if (ctx.isTooMany || stopped || press?.data?.startsWith('stop:')) return undefined;
  const isApart = press && !PART_OF_TALK.test(press.data ?? '');
  return isApart ? `${inboxOrderingKeyOf(ctx)} buttons` : inboxOrderingKeyOf(ctx);
}

/** Updates with the same lane come to the same process, also what stops the answer that it writes. */
export function inboxOrderingKeyOf(ctx: Pick<BotContext, 'chat' | 'from' | 'update'>): string {
  const chat = ctx.chat ?? ctx.update.stopped_message_generation?.chat;
  if (!chat) return `${ctx.from?.id ?? `update ${ctx.update.update_id}`}`;
  return chat.type === 'private' ? `${chat.id}` : `${chat.id}:${ctx.from?.id}`;
}
