import type { BotContext } from './context.ts';

/** Whether the person may decide for everybody in this chat: alone with the bot, or as an admin of the group. */
export async function mayChangeChat(ctx: BotContext): Promise<boolean> {
  if (!ctx.chat) return false;
  // Only its admins write in the name of a group.
  if (ctx.chat.type === 'private' || ctx.isAdmin || ctx.personId === ctx.chat.id) return true;
  // Nobody can be asked who writes in the name of a channel.
  if (ctx.personId < 0) return false;
  return isAdminOf(ctx, ctx.chat.id);
}

/** Rejects where Telegram does not tell, as of most channels that the bot is no admin of. */
export async function isAdminOf(ctx: BotContext, chatId: number): Promise<boolean> {
  const { status } = await ctx.api.getChatMember(chatId, ctx.personId);
  return status === 'creator' || status === 'administrator';
}
