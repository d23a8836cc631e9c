import type { MiddlewareFn } from 'grammy';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';

/**
 * Buttons below messages that stand in no chat of ours: the bot sends none such, so whoever made one shall not have an
 * admin put a report into it.
 */
export const ignoreInlineButtons: MiddlewareFn<BotContext> = async (ctx, next) => {
  if (ctx.callbackQuery?.inline_message_id === undefined) await next();
  else await answerPress(ctx);
};
