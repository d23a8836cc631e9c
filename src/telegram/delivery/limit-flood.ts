import type { MiddlewareFn } from 'grammy';
import { isForBot } from '../contents/addressed-text.ts';
import type { BotContext } from '../messages/context.ts';
import { reply } from '../messages/reply.ts';
import { senderOf } from '../messages/sender.ts';

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
  const burstOf = (key: number): Burst => {
    const burst = bursts.get(key) ?? { messages: 0, presses: 0, isTold: false };
    bursts.set(key, burst);
    return burst;
  };
  return async (ctx, next) => {
    const kind = ctx.callbackQuery ? 'presses' : 'messages';
    const keys = keysOf(ctx);
    if (keys.length === 0 || (!ctx.message && !ctx.callbackQuery) || !isForBot(ctx)) return next();
    const own = keys.map(burstOf);
    if (kind === 'presses' && own.some(({ presses }) => presses >= MOST_PRESSES)) return;
    ctx.isTooMany = kind === 'messages' && own.some(({ messages }) => messages >= MOST_MESSAGES);
    if (ctx.isTooMany && own.some(({ isTold }) => isTold)) return;
    for (const burst of own) burst.isTold ||= ctx.isTooMany;
    for (const burst of own) burst[kind]++;
    let isCounted = true;
    const leave = () => {
      if (!isCounted) return;
      isCounted = false;
      for (const burst of own) burst[kind]--;
      for (const key of keys) if (isOver(bursts.get(key))) bursts.delete(key);
    };
    ctx.countNoMore = leave;
    await next().finally(leave);
  };
}

/** Who writes, and who pays for it: one person may write in one group as many channels, and as one channel in many groups. */
function keysOf(ctx: BotContext): number[] {
  const sender = senderOf(ctx);
  return sender ? [...new Set([sender.user.id, sender.account.id])] : [];
}

function isOver(burst: Burst | undefined): boolean {
  return burst !== undefined && burst.messages === 0 && burst.presses === 0;
}

/** Says once, kindly, that it was too much. */
export const answerFlood: MiddlewareFn<BotContext> = async (ctx, next) => {
  if (ctx.isTooMany) await reply(ctx, 'error-too-many-messages');
  else await next();
};
