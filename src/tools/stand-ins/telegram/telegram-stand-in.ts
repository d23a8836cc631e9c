import type { UserFromGetMe } from 'grammy/types';
import { startLoopbackServer } from '../http/loopback-server.ts';
import type { BotApiContext } from './bot-api/bot-api-method.ts';
import { type BotApiServerParts, createBotApiHandler, runMethod } from './bot-api/bot-api-server.ts';
import { CallLog } from './bot-api/call-log.ts';
import { FloodGuard, type FloodLimits } from './bot-api/flood-limit.ts';
import { MethodParameters } from './bot-api/method-parameters.ts';
import { createControls, type TelegramControls } from './telegram-controls.ts';
import { TelegramFaults } from './telegram-faults.ts';
import { createObservations, type TelegramObservations } from './telegram-observations.ts';
import { UpdateQueue } from './update-queue.ts';
import { WebhookDelivery } from './webhook-delivery.ts';
import { botUser, type BotUserOptions } from './world/bot-user.ts';
import { ChatWorld } from './world/chat-world.ts';
import { CommandBook } from './world/command-book.ts';

/** Options of the Telegram stand-in; times in milliseconds. */
export interface TelegramStandInOptions extends BotUserOptions {
  /** The only accepted token. Default `1000000001:stand-in-token`. */
  token?: string;
  port?: number;
  /** Refuses messages that come too fast. Default: never. */
  floodLimits?: FloodLimits;
  /** How long a button press may be answered. Default 60 s. */
  callbackLifetimeMs?: number;
  /** How long a draft stays without an update. Default 30 s, as in Telegram. */
  draftLifetimeMs?: number;
  /** Opens Mini Apps over HTTP too, like Telegram's test servers. Default false. */
  opensHttp?: boolean;
  /** The first delay before a failed webhook delivery is repeated; it doubles each time. Default 1 s. */
  webhookRetryMs?: number;
  /** Maps a webhook address to the server that receives its updates. Default: the address itself. */
  webhookRoute?: (url: string) => string;
  firstUpdateId?: number;
  now?: () => number;
}

/** A Bot API server on loopback, with the people who use the bot through it. */
export interface TelegramStandIn extends TelegramControls, TelegramObservations {
  /** For grammY's `client.apiRoot`. */
  apiRoot: string;
  token: string;
  bot: UserFromGetMe;
  close(): Promise<void>;
}

/** Starts a stand-in for Telegram. All its state is in memory. */
export async function startTelegramStandIn(options: TelegramStandInOptions = {}): Promise<TelegramStandIn> {
  const token = options.token ?? '1000000001:stand-in-token';
  const world = new ChatWorld(botUser(token, options), options.now ?? Date.now);
  const updates = new UpdateQueue(options.firstUpdateId ?? 10_000_001);
  const webhook = new WebhookDelivery(updates, {
    retryMs: options.webhookRetryMs ?? 1000,
    route: options.webhookRoute ?? ((url) => url),
    onReply: (method, payload) =>
      runMethod(parts, method, new MethodParameters(payload), new AbortController().signal),
  });
  const api: BotApiContext = {
    world,
    updates,
    webhook,
    commands: new CommandBook(),
    callbackLifetimeMs: options.callbackLifetimeMs ?? 60_000,
    draftLifetimeMs: options.draftLifetimeMs ?? 30_000,
    opensHttp: options.opensHttp ?? false,
  };
  const flood = options.floodLimits ? new FloodGuard(options.floodLimits, world.now) : null;
  const parts: BotApiServerParts = { api, token, log: new CallLog(), faults: new TelegramFaults(), flood };
  const server = await startLoopbackServer(createBotApiHandler(parts), options.port);
  const close = async (): Promise<void> => {
    webhook.stop();
    updates.close();
    world.close();
    await server.close();
  };
  return {
    apiRoot: server.url,
    token,
    bot: world.bot,
    close,
    ...createControls(parts, options.privacyMode ?? false),
    ...createObservations(parts),
  };
}
