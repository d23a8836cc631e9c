import { ANONYMOUS_ADMIN, type BotContext } from './context.ts';

/** Whether the person may decide for everybody in this chat: alone with the bot, or as an admin of the group. */
export async function mayChangeChat(ctx: BotContext): Promise<boolean> {
  if (!ctx.chat || ctx.chat.type === 'private' || ctx.isAdmin || ctx.personId === ANONYMOUS_ADMIN)
    return ctx.chat !== undefined;
  // Nobody can be asked who writes in the name of a channel.
  if (ctx.personId < 0) return false;
  const { status } = await ctx.api.getChatMember(ctx.chat.id, ctx.personId);
  return status === 'creator' || status === 'administrator';
}
