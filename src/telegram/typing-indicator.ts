import type { BotContext } from './context.ts';

/** Telegram shows "typing" for five seconds. */
const REPEAT_MS = 4_000;

/** Shows that the bot is writing while `work` runs. That it cannot be shown is nobody's problem. */
export async function whileTyping<Result>(ctx: BotContext, work: () => Promise<Result>): Promise<Result> {
  const show = () => void ctx.replyWithChatAction('typing').catch(() => undefined);
  show();
  const timer = setInterval(show, REPEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
