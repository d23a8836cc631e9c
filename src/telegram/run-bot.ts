import { run } from '@grammyjs/runner';
import { GrammyError, type Bot } from 'grammy';
import type { Logger } from '../foundation/logger.ts';
import type { BotContext } from './context.ts';

export interface RunningBot {
  /** Rejects when Telegram refuses the bot for good: a wrong token, or another process that polls. */
  ended: Promise<void>;
  /** Updates that Telegram gave us and that are not answered yet. */
  inHand(): number;
  /** Fetches no more updates and waits until those in hand are answered, at most `graceMs`. */
  stop(graceMs: number): Promise<void>;
}

const ALLOWED_UPDATES = [
  'message',
  'callback_query',
  'my_chat_member',
  'stopped_message_generation',
] as const;
const MOST_AT_ONCE = 1_000;
const DRAIN_POLL_MS = 20;
const POLL_AGAIN_MS = 1_000;

/** Starts long polling with many chats side by side. */
export async function runBot(bot: Bot<BotContext>, logger: Logger): Promise<RunningBot> {
  // This waits for the network; what follows may then expect it.
  await bot.init().catch(rethrowClearly);
  // A webhook left from another deployment would make every poll fail.
  await bot.api.deleteWebhook();
  const runner = run(bot, {
    // Each of them waits for a provider, which costs next to nothing.
    sink: { concurrency: MOST_AT_ONCE },
    runner: {
      fetch: { allowed_updates: [...ALLOWED_UPDATES] },
      // By itself it would wait twice as long after each failure, up to hours after a long night without a network.
      retryInterval: POLL_AGAIN_MS,
      maxRetryTime: Infinity,
      silent: true,
    },
  });
  logger.info({ username: bot.botInfo.username }, 'polling');
  return {
    ended: (runner.task() ?? Promise.resolve()).catch(rethrowClearly),
    inHand: () => runner.size(),
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

/** What only the operator can put right, in their words. */
function rethrowClearly(error: unknown): never {
  const code = error instanceof GrammyError ? error.error_code : null;
  if (code === 401 || code === 404)
    throw new Error('Telegram does not accept the BOT_TOKEN', { cause: error });
  if (code === 409) throw new Error('Another process runs with the same BOT_TOKEN', { cause: error });
  throw error;
}
