import type { MiddlewareFn } from 'grammy';
import type { BotContext } from '../messages/context.ts';
import type { MessageNumbers } from '../api/message-numbers.ts';

/** Remembers the numbers of messages that arrive, for telling a lost one of ours from others. */
export function noteNumbers(numbers: MessageNumbers): MiddlewareFn<BotContext> {
  return (ctx, next) => {
    if (ctx.chat && ctx.msgId !== undefined) numbers.seen(ctx.chat.id, ctx.msgId);
    return next();
  };
}
