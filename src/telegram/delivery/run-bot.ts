import { once } from 'node:events';
import { GrammyError, type Bot } from 'grammy';
import type { Clock } from '../../foundation/clock.ts';
import { endsWithin } from '../../foundation/with-timeout.ts';
import type { Logger } from '../../foundation/logger.ts';
import { ALLOWED_UPDATES } from './allowed-updates.ts';
import type { BotContext } from '../messages/context.ts';
import { pollUpdates, type Polling } from './poll-updates.ts';
import type { UpdateDispatcher } from './update-dispatcher.ts';

export interface RunningBot {
  /** Rejects when Telegram refuses the bot for good: a wrong token, or another process that polls. */
  ended: Promise<void>;
  /** Begins with nothing more and waits until what was begun is answered, at most `graceMs`. Resolves with whether it is. */
  stop(graceMs: number): Promise<boolean>;
  /** Tells Telegram what it may forget. */
  close(): Promise<void>;
}

/** Where Telegram delivers updates to. */
export interface Webhook {
  url: string;
  secret: string;
}

export interface RunBotOptions {
  dispatcher: UpdateDispatcher;
  /** `null`: the bot asks for updates. */
  webhook: Webhook | null;
  clock: Clock;
  logger: Logger;
}

/** What Telegram may deliver at once; its usual 40 would make a crowd wait. */
const MOST_DELIVERIES = 100;

/** Handles many chats side by side: first what was left by a process that ended, then what comes. */
export async function runBot(
  bot: Bot<BotContext>,
  { dispatcher, webhook, clock, logger }: RunBotOptions,
): Promise<RunningBot> {
  // This waits for the network; what follows may then expect it.
  await bot.init().catch(rethrowClearly);
  await dispatcher.open(bot);
  const polling = await (webhook ? beDelivered(bot, webhook) : startPolling(bot, dispatcher, clock)).catch(
    rethrowClearly,
  );
  logger.info({ username: bot.botInfo.username }, webhook ? 'waiting for deliveries' : 'polling');
  return {
    ended: polling.ended.catch(rethrowClearly),
    stop: async (graceMs) => {
      dispatcher.leave();
      await polling.stop();
      return endsWithin(clock, graceMs, dispatcher.drained());
    },
    close: () => polling.confirm(),
  };
}

async function startPolling(
  bot: Bot<BotContext>,
  dispatcher: UpdateDispatcher,
  clock: Clock,
): Promise<Polling> {
  // A webhook left from another deployment would make every poll fail.
  await bot.api.deleteWebhook();
  return pollUpdates(bot, dispatcher, clock);
}

/** Every replica says so at its start, which changes nothing; none takes it back, for the others still wait for it. */
async function beDelivered(bot: Bot<BotContext>, { url, secret }: Webhook): Promise<Polling> {
  await bot.api.setWebhook(url, {
    secret_token: secret,
    allowed_updates: [...ALLOWED_UPDATES],
    max_connections: MOST_DELIVERIES,
  });
  const stopping = new AbortController();
  const ended = once(stopping.signal, 'abort').then(() => undefined);
  return { ended, stop: async () => stopping.abort(), confirm: async () => undefined };
}

/** What only the operator can put right, in their words. */
function rethrowClearly(error: unknown): never {
  const code = error instanceof GrammyError ? error.error_code : null;
  if (code === 401 || code === 404)
    throw new Error('Telegram does not accept the BOT_TOKEN', { cause: error });
  if (code === 409) throw new Error('Another process runs with the same BOT_TOKEN', { cause: error });
  throw error;
}
