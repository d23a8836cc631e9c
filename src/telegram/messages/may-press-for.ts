import type { BotContext } from './context.ts';
import { isAdminOf, mayChangeChat } from './may-change-chat.ts';

/**
 * Whether a button that was shown to `ownerId` is for whoever presses it. Telegram names the real person in a press,
 * also of who writes in the name of the group or of a channel: those buttons are for all admins of the group, and for
 * those of the channel where Telegram tells who they are.
 */
export async function mayPressFor(ctx: BotContext, ownerId: number): Promise<boolean> {
  if (ownerId === ctx.personId) return true;
  if (ownerId > 0) return false;
  return (await mayChangeChat(ctx)) || isAdminOf(ctx, ownerId).catch(() => false);
}
