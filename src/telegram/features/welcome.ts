import { Composer } from 'grammy';
import { safeName } from '../../localization/direction.ts';
import type { BotContext } from '../context.ts';
import { reply, replyText, textFor } from '../reply.ts';

/** `/start` and `/help`. */
export function welcome(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', (ctx) => reply(ctx, 'start', { name: safeName(ctx.from?.first_name ?? '') }));
  composer.command('help', (ctx) => {
    const texts = [textFor(ctx, 'help'), ...(ctx.isAdmin ? [textFor(ctx, 'help-admin')] : [])];
    return replyText(ctx, texts.join('\n\n'));
  });
  return composer;
}
