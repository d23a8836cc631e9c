import { Composer } from 'grammy';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';

/** Buttons that nobody answered: too old, or never ours. Without an answer Telegram shows a spinner for a minute. */
export function leftovers(): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('callback_query', (ctx) => answerPress(ctx, ctx.translate('toast-expired')));
  return composer;
}
