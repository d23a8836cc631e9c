import type { MiddlewareFn } from 'grammy';
import { isForBot } from '../contents/addressed-text.ts';
import type { BotContext } from '../messages/context.ts';
import { reply } from '../messages/reply.ts';

interface Burst {
  messages: number;
  presses: number;
  isTold: boolean;
}

/** Whoever is written to by hand has no more questions open than this, in all chats together. */
const MOST_MESSAGES = 20;
/** A person has two thumbs. */
const MOST_PRESSES = 10;

/**
 * Before the queue: of a person's messages and presses in all chats together, those beyond what can be answered in
 * reasonable time are left out, so that nobody else waits for them. Whoever waits for each answer never gets here. What
 * turns out to be a part of another message counts no more.
 */
export function countWaiting(): MiddlewareFn<BotContext> {
  // Holds whoever waits for something now, and nobody else.
  const bursts = new Map<number, Burst>();
  return async (ctx, next) => {
    const kind = ctx.callbackQuery ? 'presses' : 'messages';
    if (!ctx.from || (!ctx.message && !ctx.callbackQuery) || !isForBot(ctx)) return next();
    // Of whoever writes in the name of a chat, Telegram names that chat alone.
    const key = ctx.message?.sender_chat?.id ?? ctx.from.id;
    const burst = bursts.get(key) ?? { messages: 0, presses: 0, isTold: false };
    bursts.set(key, burst);
    if (kind === 'presses' && burst.presses >= MOST_PRESSES) return;
    ctx.isTooMany = kind === 'messages' && burst.messages >= MOST_MESSAGES;
    if (ctx.isTooMany && burst.isTold) return;
    burst.isTold ||= ctx.isTooMany;
    burst[kind]++;
    let isCounted = true;
    const leave = () => {
      if (!isCounted) return;
      isCounted = false;
      burst[kind]--;
      if (burst.messages === 0 && burst.presses === 0) bursts.delete(key);
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
