import type { MiddlewareFn } from 'grammy';
import type { RequestRate } from '../../access/request-rate.ts';
import { Count } from '../../localization/count.ts';
import { isForBot } from '../contents/addressed-text.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { isCommand } from '../contents/is-command.ts';
import { reply } from '../messages/reply.ts';
import { isServiceMessage } from '../contents/service-message.ts';

/** Buttons that ask a provider. */
const ASKING = /^answer:(?:again$|with:)/;

/** Lets a person's messages reach a provider so often in a minute; beyond that says once, kindly, how long to wait. */
export function limitRate(rate: RequestRate): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!asksProvider(ctx)) return next();
    const { verdict, freeInMs } = rate.take(ctx.accountId);
    if (verdict === 'free') return next();
    const seconds = new Count(Math.ceil(freeInMs / 1_000), ctx.style);
    if (ctx.callbackQuery) await answerPress(ctx, ctx.translate('toast-too-fast', { seconds }));
    else if (verdict === 'told') await reply(ctx, 'error-too-fast', { seconds });
  };
}

function asksProvider(ctx: BotContext): boolean {
  const { message, callbackQuery } = ctx;
  if (callbackQuery) return ASKING.test(callbackQuery.data ?? '');
  return message !== undefined && isForBot(ctx) && !isCommand(message) && !isServiceMessage(message);
}
