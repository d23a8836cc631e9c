import type { MiddlewareFn } from 'grammy';
import type { BotContext } from '../messages/context.ts';
import { LeaseLost } from '../messages/lease-lost.ts';
import type { InboxGate } from './inbox-gate.ts';

/**
 * Begins with an update when it is its turn. None is answered in pieces: once `shutdown` is aborted, or another process
 * took it over, nothing more is sent about it, so that the other one can answer it as a whole. One that nobody keeps
 * comes again, since Telegram was not told that it may forget it.
 */
export function guardLease(inbox: InboxGate, shutdown: AbortSignal): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!(await inbox.begin(ctx.update.update_id))) throw new LeaseLost();
    let isRefused = false;
    ctx.api.config.use(async (previous, method, payload, signal) => {
      // The preview of an answer that will not come goes.
      if (method === 'deleteMessage') return previous(method, payload, signal);
      const isLost = await inbox.isLost(ctx.update.update_id);
      if (!isLost && !shutdown.aborted) return previous(method, payload, signal);
      isRefused = true;
      throw new LeaseLost();
    });
    await next();
    if (isRefused) throw new LeaseLost();
  };
}
