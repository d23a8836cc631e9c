import { withTimeout } from '../../foundation/with-timeout.ts';
import type { BotContext } from './context.ts';
import { LeaseLost } from './lease-lost.ts';

/** What a button was pressed for waits no longer for the sign that it was. */
const PATIENCE_MS = 5_000;

/**
 * Answers a pressed button. That Telegram does not take it, as after the bot was away for long, is no reason not to do
 * what it was pressed for: a question that was taken to be asked again would be lost.
 */
export async function answerPress(ctx: BotContext, text?: string): Promise<void> {
  const answering = ctx.answerCallbackQuery(text === undefined ? undefined : { text });
  await withTimeout(ctx.clock, PATIENCE_MS, answering).catch((error: unknown) => {
    if (error instanceof LeaseLost) throw error;
  });
}
