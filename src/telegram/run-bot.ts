import { run } from '@grammyjs/runner';
import type { Bot } from 'grammy';
import type { Logger } from '../foundation/logger.ts';
import type { BotContext } from './context.ts';

export interface RunningBot {
  /** Rejects when Telegram refuses the bot for good: a wrong token, or another process that polls. */
  ended: Promise<void>;
  /** Fetches no more updates and waits until those in hand are answered, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const ALLOWED_UPDATES = ['message', 'callback_query'] as const;
const DRAIN_POLL_MS = 20;

/** Starts long polling with many chats side by side. */
export async function runBot(bot: Bot<BotContext>, logger: Logger): Promise<RunningBot> {
  // A webhook left from another deployment would make every poll fail.
  await Promise.all([bot.init(), bot.api.deleteWebhook()]);
  const runner = run(bot, { runner: { fetch: { allowed_updates: [...ALLOWED_UPDATES] } } });
  logger.info({ username: bot.botInfo.username }, 'polling');
  return {
    ended: runner.task() ?? Promise.resolve(),
    stop: async (graceMs) => {
      if (runner.isRunning()) await runner.stop();
      // The runner stops fetching but does not wait for what it has handed out.
      const deadline = performance.now() + graceMs;
      while (runner.size() > 0 && performance.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
      }
    },
  };
}
