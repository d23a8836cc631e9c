import type { MiddlewareFn } from 'grammy';
import { isForBot } from '../messages/addressed-text.ts';
import type { BotContext } from '../messages/context.ts';
import { reply } from '../messages/reply.ts';

interface Burst {
  waiting: number;
  isTold: boolean;
}

/** Who is written to by hand has no more questions open than this. */
const MOST_WAITING = 20;

/**
 * Before the queue: of a person's messages in one chat, those beyond what can be answered in reasonable time are
 * left out. Whoever waits for each answer never gets here. What turns out to be a part of another message counts no more.
 */
export function countWaiting(): MiddlewareFn<BotContext> {
  const bursts = new Map<string, Burst>();
  return async (ctx, next) => {
    if (!ctx.from || !ctx.message || !isForBot(ctx)) return next();
    const key = `${ctx.chat?.id}:${ctx.from.id}`;
    const burst = bursts.get(key) ?? { waiting: 0, isTold: false };
    bursts.set(key, burst);
    ctx.isTooMany = burst.waiting >= MOST_WAITING;
    if (ctx.isTooMany && burst.isTold) return;
    burst.isTold ||= ctx.isTooMany;
    burst.waiting++;
    let isCounted = true;
    const leave = () => {
      if (!isCounted) return;
      isCounted = false;
      burst.waiting--;
      if (burst.waiting === 0) bursts.delete(key);
    };
    ctx.countNoMore = leave;
    await next().finally(leave);
  };
}

/** Says once, kindly, that it was too much. */
export const answerFlood: MiddlewareFn<BotContext> = async (ctx, next) => {
  if (ctx.isTooMany) await reply(ctx, 'error-too-many-messages');
  else await next();
};
