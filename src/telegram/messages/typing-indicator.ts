import type { Api } from 'grammy';
import type { BotContext } from './context.ts';
import { topicOf } from './conversation-key.ts';

/** Telegram shows "typing" for five seconds. */
const REPEAT_MS = 4_000;

/**
 * Shows that the bot is writing while `work` runs, or until it says that there is something to be seen. That it
 * cannot be shown is nobody's problem.
 */
export async function whileTyping<Result>(
  ctx: BotContext,
  bestEffort: Api,
  work: (onSeen: () => void) => Promise<Result>,
): Promise<Result> {
  const place = { message_thread_id: topicOf(ctx) };
  const show = () =>
    void bestEffort.sendChatAction(ctx.chat?.id ?? 0, 'typing', place).catch(() => undefined);
  show();
  const timer = ctx.clock.every(REPEAT_MS, show);
  try {
    return await work(() => timer.cancel());
  } finally {
    timer.cancel();
  }
}
