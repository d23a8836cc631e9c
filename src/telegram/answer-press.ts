import { GrammyError } from 'grammy';
import type { BotContext } from './context.ts';

/** Answers a pressed button. Too late is no failure: the press may have waited while the bot was away. */
export async function answerPress(ctx: BotContext, text?: string): Promise<void> {
  try {
    await ctx.answerCallbackQuery(text === undefined ? undefined : { text });
  } catch (error) {
    if (!(error instanceof GrammyError && error.description.includes('query is too old'))) throw error;
  }
}
