import { BotError, Context, type Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { describeError } from '../../foundation/describe-error.ts';
import type { Clock, Timer } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { BotContext } from '../messages/context.ts';
import { inboxOrderingKeyOf } from '../messages/conversation-key.ts';
import { LeaseLost } from '../messages/lease-lost.ts';
import { MOST_AT_ONCE, type Inbox } from './inbox.ts';

/** Where updates arrive, whichever way they come, and are handled side by side. */
export interface UpdateDispatcher {
  /**
   * Handles the update here or leaves it to others; resolves with whether it is kept until it is handled. Before the
   * dispatcher is open it takes nothing, so that Telegram delivers it again.
   */
  receive(update: Update): Promise<boolean>;
  /** Takes what a webhook delivers; resolves with whether Telegram may forget it: it is kept, or handled. */
  deliver(update: Update): Promise<boolean>;
  /** Resolves when an update is no longer in hand here: with whether it was handled, and not left to another process. */
  untilHandled(updateId: number): Promise<boolean>;
  /** Resolves with how many more may be handled at once, when there are any. */
  room(): Promise<number>;
  inHand(): number;
  /** Resolves when no update is in hand. */
  drained(): Promise<void>;
  /** Lets `bot` handle updates from now on: first those left by a process that ended, then what comes. */
  open(bot: Bot<BotContext>): Promise<void>;
  /** Begins with nothing more. */
  leave(): void;
  /** Looks for nothing more; resolves when a look that has begun is over. */
  close(): Promise<void>;
}

const LOOK_MS = 250;
const MOST_REMEMBERED = 10_000;

export function createUpdateDispatcher(inbox: Inbox, clock: Clock, logger: Logger): UpdateDispatcher {
  let bot: Bot<BotContext> | null = null;
  const inHand = new Map<number, Promise<boolean>>();
  /** Handled though nobody kept them: Telegram repeats what it does not know to have arrived. */
  const repeatable = new Set<number>();
  let waiting: (() => void)[] = [];
  let timer: Timer | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;
  let isLeaving = false;

  const wake = () => {
    for (const goOn of waiting) goOn();
    waiting = [];
  };
  const noteRepeatable = (updateId: number) => {
    const [oldest] = repeatable;
    if (oldest !== undefined && repeatable.size >= MOST_REMEMBERED) repeatable.delete(oldest);
    repeatable.add(updateId);
  };
  const handle = async (bot: Bot<BotContext>, update: Update): Promise<boolean> => {
    const { update_id: updateId } = update;
    const isKept = inbox.has(updateId);
    const isLeft = await bot.handleUpdate(update).then(
      () => false,
      (error: unknown) => {
        if (error instanceof BotError && error.error instanceof LeaseLost) return true;
        logger.error({ updateId, error: describeError(error) }, 'an update was not handled');
        return false;
      },
    );
    const next = isLeft ? await inbox.giveBack(updateId) : await inbox.handled(updateId);
    if (!isLeft && !isKept) noteRepeatable(updateId);
    inHand.delete(updateId);
    for (const update of next ?? []) void begin(bot, update);
    wake();
    return !isLeft;
  };
  const begin = (bot: Bot<BotContext>, update: Update): Promise<boolean> => {
    const begun = inHand.get(update.update_id) ?? handle(bot, update);
    inHand.set(update.update_id, begun);
    return begun;
  };
  const look = async (bot: Bot<BotContext>) => {
    try {
      for await (const updates of inbox.takeWaiting()) for (const update of updates) void begin(bot, update);
    } catch (error) {
      // Whoever needs the database notices that it is away; this can wait until it is back.
      logger.debug({ error: describeError(error) }, 'could not look into the inbox');
    }
    if (!isClosed) {
      timer = clock.after(LOOK_MS, () => {
        looking = look(bot);
      });
    }
  };

  const receive = async (update: Update): Promise<boolean> => {
    if (!bot) return false;
    if (repeatable.has(update.update_id)) return true;
    const keeping = await inbox.keep(update, inboxOrderingKeyOf(new Context(update, bot.api, bot.botInfo)));
    if (keeping !== 'others') void begin(bot, update);
    return keeping !== 'not_kept';
  };
  const untilHandled = (updateId: number) => inHand.get(updateId) ?? Promise.resolve(true);

  return {
    receive,
    // What is not kept nobody else has: Telegram has to keep it until it is answered.
    deliver: async (update) =>
      (await receive(update)) || (bot !== null && (await untilHandled(update.update_id))),
    untilHandled,
    room: async () => {
      if (inHand.size >= MOST_AT_ONCE && !isLeaving)
        await new Promise<void>((resolve) => waiting.push(resolve));
      return Math.max(MOST_AT_ONCE - inHand.size, 1);
    },
    inHand: () => inHand.size,
    drained: async () => {
      while (inHand.size > 0) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    open: async (opened) => {
      bot = opened;
      await inbox.dropOld();
      await (looking = look(bot));
    },
    leave: () => {
      isLeaving = true;
      inbox.leave();
      wake();
    },
    close: async () => {
      isClosed = true;
      await looking;
      timer?.cancel();
      // What could not be written before is written now.
      if (bot) await look(bot);
    },
  };
}
