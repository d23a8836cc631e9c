import { Composer } from 'grammy';
import { safeNameOr } from '../../localization/direction.ts';
import { COMMAND_EXAMPLES } from '../messages/command-examples.ts';
import type { BotContext } from '../messages/context.ts';
import { reply, replyText, textFor } from '../messages/reply.ts';

/** What the bot understands besides text, with the providers that it has. */
interface Senses {
  hears: boolean;
  sees: boolean;
}

/** `/start` and `/help`. An admin who opens the bot gets the menu that could not be set before. */
export function welcome(
  { hears, sees }: Senses,
  openedByAdmin: (adminId: number) => Promise<void>,
): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('start', async (ctx) => {
    await reply(ctx, 'start', {
      name: safeNameOr(ctx.from?.first_name, ctx.translate('start-stranger')),
    });
    if (ctx.isAdmin && ctx.chat.type === 'private') await openedByAdmin(ctx.personId);
  });
  composer.command('help', (ctx) => {
    const senses = [
      ...(hears ? [textFor(ctx, 'help-voice')] : []),
      ...(sees ? [textFor(ctx, 'help-pictures')] : []),
    ];
    const texts = [
      textFor(ctx, 'help'),
      senses.join('\n'),
      textFor(ctx, 'help-commands'),
      ctx.isAdmin ? textFor(ctx, 'help-admin', COMMAND_EXAMPLES) : '',
    ];
    return replyText(ctx, texts.filter(Boolean).join('\n\n'));
  });
  return composer;
}
