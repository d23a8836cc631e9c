import type { MiddlewareFn } from 'grammy';
import type { BotContext } from '../messages/context.ts';

/**
 * Does what a feature left for later once the middlewares below have returned: whoever waits for an answer would
 * otherwise keep the frames of all of them, more memory than everything else that a question needs.
 */
export const workAfterwards: MiddlewareFn<BotContext> = async (ctx, next) => {
  const works: (() => Promise<void>)[] = [];
  ctx.afterwards = (work) => void works.push(work);
  await next();
  for (const work of works) await work();
};
