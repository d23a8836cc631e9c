import { Composer } from 'grammy';
import { latinName } from '../../localization/direction.ts';
import { formatInteger } from '../../localization/format-number.ts';
import type { BotContext } from '../context.ts';
import { replyText, textFor } from '../reply.ts';

/** `/privacy`: what is kept about a person and for how long. */
export function privacy(providerNames: readonly string[], retentionDays: number): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('privacy', (ctx) => {
    const providers = providerNames
      .map((name) => latinName(name, ctx.locale))
      .join(ctx.locale === 'fa' ? '، ' : ', ');
    const lines = [
      textFor(ctx, 'privacy-title'),
      ...(providers ? [textFor(ctx, 'privacy-providers', { providers })] : []),
      textFor(ctx, 'privacy-notes'),
      retentionDays > 0
        ? textFor(ctx, 'privacy-retention', { days: formatInteger(retentionDays, ctx.style) })
        : textFor(ctx, 'privacy-no-retention'),
    ];
    return replyText(ctx, lines.join('\n'));
  });
  return composer;
}
