import { Composer, InlineKeyboard } from 'grammy';
import type { BotContext } from '../messages/context.ts';
import type { DashboardDoor } from './dashboard-door.ts';
import { reply, replyOptions, textFor } from '../messages/reply.ts';

/** `/dashboard`: a way into the dashboard for an admin, who has to ask where nobody else reads the answer. */
export function dashboard(door: DashboardDoor | null): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('dashboard', async (ctx) => {
    if (!ctx.isAdmin) return reply(ctx, 'error-admin-only');
    if (!door) return reply(ctx, 'dashboard-off');
    if (ctx.chat.type !== 'private') return reply(ctx, 'dashboard-in-private');
    const link = await door.linkFor(ctx.personId);
    if (link === null) return reply(ctx, 'dashboard-no-address', { port: String(door.port) });
    // On a line of its own and without marks, which some clients would take for a part of the address.
    await ctx.reply(`${textFor(ctx, 'dashboard-link')}\n${link}`, {
      ...replyOptions(ctx),
      // Whoever opens it first is in.
      protect_content: true,
      reply_markup: door.miniAppUrl ? dashboardButton(ctx, door.miniAppUrl) : undefined,
    });
  });
  return composer;
}

function dashboardButton(ctx: BotContext, url: string): InlineKeyboard {
  return new InlineKeyboard().webApp(ctx.translate('button-dashboard'), url);
}
