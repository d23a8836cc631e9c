import type { ChatWorld } from '../world/chat-world.ts';
import type { CommandBook } from '../world/command-book.ts';
import type { MethodParameters } from './method-parameters.ts';
import type { UpdateQueue } from '../update-queue.ts';
import type { WebhookDelivery } from '../webhook-delivery.ts';

/** The context of every Bot API method. */
export interface BotApiContext {
  world: ChatWorld;
  updates: UpdateQueue;
  webhook: WebhookDelivery;
  commands: CommandBook;
  callbackLifetimeMs: number;
  draftLifetimeMs: number;
  /** Whether Mini Apps may use HTTP, as on Telegram's test servers. */
  opensHttp: boolean;
}

/** A method; its return value becomes `result`. `closed` aborts when the client disconnects. */
export type BotApiMethod = (api: BotApiContext, parameters: MethodParameters, closed: AbortSignal) => unknown;
