import { BotError, Context, type Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { describeError } from '../../foundation/describe-error.ts';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { BotContext } from '../messages/context.ts';
import { inboxOrderingKeyOf } from '../messages/conversation-key.ts';
import { LeaseLost } from '../messages/lease-lost.ts';
import { MOST_AT_ONCE } from '../inbox/held-updates.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { screenUpdate } from './screen-updates.ts';
import { lookRepeatedly } from './look-repeatedly.ts';

/** Where updates arrive, whichever way they come, and are handled side by side. */
export interface UpdateDispatcher {
  /**
   * Handles the update here or leaves it to others; resolves with whether it is kept until it is handled. Before the
   * dispatcher is open it takes nothing, so that Telegram delivers it again.
   */
  receive(update: Update): Promise<boolean>;
  /** Takes what a webhook delivers; resolves with whether Telegram may forget it: it is kept, handled, or no update. */
  deliver(raw: unknown): Promise<boolean>;
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

const MOST_REMEMBERED = 10_000;

export function createUpdateDispatcher(inbox: Inbox, clock: Clock, logger: Logger): UpdateDispatcher {
  let bot: Bot<BotContext> | null = null;
  const work = createUpdateWork(inbox, logger);
  const look = async (): Promise<boolean> => {
    if (!bot) return false;
    for await (const updates of inbox.takeWaiting())
      for (const update of updates) void work.begin(bot, update);
    return inbox.isBehind();
  };
  const looks = lookRepeatedly({ look, clock, logger });
  inbox.onWake(() => looks.wake());
  let isLeaving = false;

  const receive = async (update: Update): Promise<boolean> => {
    if (!bot) return false;
    if (saysNothing(update)) return true;
    if (work.wasRepeated(update.update_id)) return true;
    const keeping = await inbox.keep(update, inboxOrderingKeyOf(new Context(update, bot.api, bot.botInfo)));
    if (keeping !== 'others') void work.begin(bot, update);
    return keeping !== 'not_kept';
  };

  return {
    receive,
    // What is not kept nobody else has: Telegram has to keep it until it is answered.
    deliver: async (raw) => {
      const update = screenUpdate(raw, logger);
      if (!update || (await receive(update))) return true;
      return bot !== null && work.untilHandled(update.update_id);
    },
    untilHandled: (updateId) => work.untilHandled(updateId),
    room: async () => {
      if (work.inHand() >= MOST_AT_ONCE && !isLeaving) await work.nextEnd();
      return Math.max(MOST_AT_ONCE - work.inHand(), 1);
    },
    inHand: () => work.inHand(),
    drained: async () => {
      while (work.inHand() > 0) await work.nextEnd();
    },
    open: async (opened) => {
      bot = opened;
      await looks.start();
    },
    leave: () => {
      isLeaving = true;
      inbox.leave();
      work.wake();
    },
    close: () => looks.close(),
  };
}

function saysNothing(update: Update): boolean {
  return Object.keys(update).length === 1;
}

/** The updates that this process is handling. */
interface UpdateWork {
  /** Handles the update unless that has begun; resolves with whether it was handled here. */
  begin(bot: Bot<BotContext>, update: Update): Promise<boolean>;
  untilHandled(updateId: number): Promise<boolean>;
  /** Whether it was handled though nobody kept it, so that Telegram may deliver it again. */
  wasRepeated(updateId: number): boolean;
  inHand(): number;
  /** Resolves when the next update ends, or at `wake`. */
  nextEnd(): Promise<void>;
  wake(): void;
}

function createUpdateWork(inbox: Inbox, logger: Logger): UpdateWork {
  const inHand = new Map<number, Promise<boolean>>();
  const repeatable = createBoundedMap<number, true>(MOST_REMEMBERED);
  let waiting: (() => void)[] = [];
  const wake = () => {
    for (const goOn of waiting) goOn();
    waiting = [];
  };
  const handle = async (bot: Bot<BotContext>, update: Update): Promise<boolean> => {
    const { update_id: updateId } = update;
    const isKept = inbox.has(updateId);
    const isLeft = await isLeftToOthers(bot, update, logger);
    const next = isLeft ? await inbox.giveBack(updateId) : await inbox.handled(updateId);
    if (!isLeft && !isKept) repeatable.set(updateId, true);
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
  return {
    begin,
    untilHandled: (updateId) => inHand.get(updateId) ?? Promise.resolve(true),
    wasRepeated: (updateId) => repeatable.has(updateId),
    inHand: () => inHand.size,
    nextEnd: () => new Promise<void>((resolve) => waiting.push(resolve)),
    wake,
  };
}

/** Lets the bot handle the update; resolves with whether another process has to. */
async function isLeftToOthers(bot: Bot<BotContext>, update: Update, logger: Logger): Promise<boolean> {
  try {
    await bot.handleUpdate(update);
  } catch (error) {
    if (error instanceof BotError && error.error instanceof LeaseLost) return true;
    logger.error({ updateId: update.update_id, error: describeError(error) }, 'an update was not handled');
  }
  return false;
}
