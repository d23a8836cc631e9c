import { Composer } from 'grammy';
import { safeName } from '../../localization/direction.ts';
import type { BotContext } from '../context.ts';
import { reply, replyText, textFor } from '../reply.ts';

/** `/start` and `/help`. An admin who opens the bot gets the menu that could not be set before. */
export function welcome(openedByAdmin: (adminId: number) => Promise<void>): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', async (ctx) => {
    await reply(ctx, 'start', { name: safeName(ctx.from?.first_name ?? '') });
    if (ctx.isAdmin && ctx.chat.type === 'private') await openedByAdmin(ctx.personId);
  });
  composer.command('help', (ctx) => {
    const texts = [textFor(ctx, 'help'), ...(ctx.isAdmin ? [textFor(ctx, 'help-admin')] : [])];
    return replyText(ctx, texts.join('\n\n'));
  });
  return composer;
}
