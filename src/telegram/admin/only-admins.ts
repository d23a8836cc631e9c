import type { CallbackQueryContext } from 'grammy';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';

type Press = CallbackQueryContext<BotContext>;

/** Handles a pressed button for admins alone: a message stays in a chat for ever, an admin does not. */
export function onlyAdmins(handle: (ctx: Press) => Promise<void>): (ctx: Press) => Promise<void> {
  return (ctx) => (ctx.isAdmin ? handle(ctx) : answerPress(ctx, ctx.translate('toast-admins-only')));
}
