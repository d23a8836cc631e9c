import type { MiddlewareFn } from 'grammy';
import type { BotContext } from './context.ts';
import type { InboxGate } from './inbox.ts';

/** This process ends before the update was answered; another one answers it. */
export class HandedOver extends Error {
  constructor() {
    super('another process answers this');
  }
}

/**
 * Begins with an update when it is its turn. One that is kept is not answered in pieces by a process that has to end:
 * once `shutdown` is aborted, nothing more is sent about it, so that the next process can answer it as a whole.
 */
export function handOver(inbox: InboxGate, shutdown: AbortSignal): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    if (!(await inbox.begin(ctx.update.update_id))) throw new HandedOver();
    if (!inbox.has(ctx.update.update_id)) return next();
    let isRefused = false;
    ctx.api.config.use((previous, method, payload, signal) => {
      // The preview of an answer that will not come goes.
      if (!shutdown.aborted || method === 'deleteMessage') return previous(method, payload, signal);
      isRefused = true;
      throw new HandedOver();
    });
    await next();
    if (isRefused) throw new HandedOver();
  };
}
