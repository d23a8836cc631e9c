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
    const { callbackQuery } = ctx;
    // A channel counts in all groups together, and a group for all that is written in its name or a channel's.
    const ids = [...new Set([ctx.accountId, ctx.personId])];
    let taken: Promise<RateVerdict> | null = null;
    // Bots that share a database count their updates each for themselves.
    const message = `${ctx.me.id}/${ctx.update.update_id}`;
    const take = () => (taken ??= takeAll(rate, ids, message));
    const toldToWait = ids.map((id) => rate.toldToWait(id)).find((wait) => wait !== null) ?? null;
    // A note over the button costs nothing to read, and says it to whoever presses once more.
    const freeInMs = toldToWait ?? (callbackQuery ? waitOf(await take()) : null);
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

/** Takes a place of each; the first that has none decides. */
async function takeAll(rate: RequestRate, ids: readonly number[], message: string): Promise<RateVerdict> {
  let last: RateVerdict = { verdict: 'free', freeInMs: 0 };
  for (const id of ids) {
    last = await rate.take(id, message);
    if (last.verdict !== 'free') return last;
  }
  return last;
}

function waitOf({ verdict, freeInMs }: RateVerdict): number | null {
  return verdict === 'free' ? null : freeInMs;
}

function asksProvider(ctx: BotContext): boolean {
  const { message, callbackQuery } = ctx;
  if (callbackQuery) return ASKING.test(callbackQuery.data ?? '');
  return message !== undefined && isForBot(ctx) && !isCommand(message) && !isServiceMessage(message);
}
