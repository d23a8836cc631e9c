import { ANONYMOUS_ADMIN, type BotContext } from './context.ts';
import { mayChangeChat } from './may-change-chat.ts';

/**
 * Whether a button that was shown to `ownerId` is for whoever presses it. Telegram names the real person in a press,
 * also of an admin who writes in the name of the group: those buttons are for all of its admins.
 */
export async function mayPressFor(ctx: BotContext, ownerId: number): Promise<boolean> {
  if (ownerId === ctx.personId) return true;
  return ownerId === ANONYMOUS_ADMIN && (await mayChangeChat(ctx));
}
