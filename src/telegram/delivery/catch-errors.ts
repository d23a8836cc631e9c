import { GrammyError, type MiddlewareFn } from 'grammy';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { BotContext } from '../messages/context.ts';
import { LeaseLost } from '../messages/lease-lost.ts';
import { isPostForbidden } from '../api/post-permission.ts';
import { sayInternalError } from '../messages/reply.ts';

/** Nothing that goes wrong with one update reaches another one: it is logged, and the person is told. */
export function catchErrors(logger: Logger): MiddlewareFn<BotContext> {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (isGone(error)) {
        logger.debug({ updateId: ctx.update.update_id }, 'an answer had nowhere to go');
        return;
      }
      logger.error(
        { updateId: ctx.update.update_id, error: describeError(error) },
        'an update was not handled',
      );
      // Another message would only wait as well.
      if (!isPutOff(error)) await sayInternalError(ctx).catch(() => undefined);
    }
  };
}

function isPutOff(error: unknown): boolean {
  return error instanceof GrammyError && error.error_code === 429;
}

/** The person blocked the bot, or the bot left the chat or may not write in it: there is nobody to tell. */
function isGone(error: unknown): boolean {
  return isPostForbidden(error) || (error instanceof GrammyError && error.error_code === 403);
}
