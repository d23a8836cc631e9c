import type { ChatWorld } from '../world/chat-world.ts';
import type { CommandBook } from '../world/command-book.ts';
import type { MethodParameters } from './method-parameters.ts';
import type { UpdateQueue } from '../update-queue.ts';
import type { WebhookDelivery } from '../webhook-delivery.ts';

/** What every method of the Bot API works on. */
export interface BotApiContext {
  world: ChatWorld;
  updates: UpdateQueue;
  webhook: WebhookDelivery;
  commands: CommandBook;
  callbackLifetimeMs: number;
  draftLifetimeMs: number;
  /** Mini Apps may do without HTTPS, as on Telegram's test servers. */
  opensHttp: boolean;
}

/** One method: its result is what stands under `result`. `closed` fires when the caller hangs up. */
export type BotApiMethod = (api: BotApiContext, parameters: MethodParameters, closed: AbortSignal) => unknown;
