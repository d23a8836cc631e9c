import type { MiddlewareFn } from 'grammy';
import type { RequestRate, RateVerdict } from '../../access/request-rate.ts';
import { isForBot } from '../contents/addressed-text.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { isCommand } from '../contents/is-command.ts';
import { isServiceMessage } from '../contents/service-message.ts';
import { secondsUntil } from '../messages/seconds-until.ts';

/** Buttons that ask a provider. */
const ASKING = /^answer:(?:again$|with:)/;

/**
 * Lets a person's messages reach a provider so often in a minute. Whether there is a place is read with whatever else a
 * question needs (`mayAsk`); whoever was told to wait is not asked about again before they may go on.
 */
export function limitRate(rate: RequestRate): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!asksProvider(ctx)) return next();
    const { accountId, callbackQuery } = ctx;
    let taken: Promise<RateVerdict> | null = null;
    // Bots that share a database count their updates each for themselves.
    const message = `${ctx.me.id}/${ctx.update.update_id}`;
    const take = () => (taken ??= rate.take(accountId, message));
    // A note over the button costs nothing to read, and says it to whoever presses once more.
    const freeInMs = rate.toldToWait(accountId) ?? (callbackQuery ? waitOf(await take()) : null);
    if (freeInMs === null) {
      ctx.mayAsk = async () => {
        const result = await take();
        const wait = waitOf(result);
        return wait === null
          ? null
          : { type: 'too_fast', freeInMs: wait, isTold: result.verdict === 'refused' };
      };
      return next();
    }
    if (callbackQuery)
      await answerPress(ctx, ctx.translate('toast-too-fast', { seconds: secondsUntil(freeInMs, ctx.style) }));
  };
}

function waitOf({ verdict, freeInMs }: RateVerdict): number | null {
  return verdict === 'free' ? null : freeInMs;
}

function asksProvider(ctx: BotContext): boolean {
  const { message, callbackQuery } = ctx;
  if (callbackQuery) return ASKING.test(callbackQuery.data ?? '');
  return message !== undefined && isForBot(ctx) && !isCommand(message) && !isServiceMessage(message);
}
