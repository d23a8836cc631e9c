import { BotError, Context, type Bot } from 'grammy';
import type { Update } from 'grammy/types';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import type { BotContext } from './context.ts';
import { inboxLaneOf } from './conversation-key.ts';
import { HandedOver } from './hand-over.ts';
import { MOST_AT_ONCE, type Inbox } from './inbox.ts';

/** Where updates arrive, whichever way they come, and are handled side by side. */
export interface UpdateDesk {
  /** Handles the update here or leaves it to others; resolves with whether it is kept until it is handled. */
  receive(update: Update): Promise<boolean>;
  /** Resolves when an update that is in hand here is handled. */
  untilHandled(updateId: number): Promise<void>;
  /** Resolves with how many more may be handled at once, when there are any. */
  room(): Promise<number>;
  inHand(): number;
  /** Begins with what is left from before, and looks for more from then on. */
  open(): Promise<void>;
  /** Begins with nothing more. */
  leave(): void;
  /** Looks for nothing more; resolves when a look that has begun is over. */
  close(): Promise<void>;
}

const LOOK_MS = 250;

export function createUpdateDesk(bot: Bot<BotContext>, inbox: Inbox, logger: Logger): UpdateDesk {
  const inHand = new Map<number, Promise<void>>();
  let waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let isClosed = false;
  let isLeaving = false;

  const wake = () => {
    for (const goOn of waiting) goOn();
    waiting = [];
  };
  const handle = async (update: Update) => {
    const { update_id: updateId } = update;
    const isLeft = await bot.handleUpdate(update).then(
      () => false,
      (error: unknown) => {
        if (error instanceof BotError && error.error instanceof HandedOver) return true;
        logger.error({ updateId, error: describeError(error) }, 'an update was not handled');
        return false;
      },
    );
    const next = isLeft ? await inbox.giveBack(updateId) : await inbox.handled(updateId);
    inHand.delete(updateId);
    for (const update of next ?? []) void begin(update);
    wake();
  };
  const begin = (update: Update): Promise<void> => {
    const begun = inHand.get(update.update_id) ?? handle(update);
    inHand.set(update.update_id, begun);
    return begun;
  };
  const lookAgain = () => {
    looking = look();
  };
  const look = async () => {
    try {
      for (const update of await inbox.takeWaiting()) void begin(update);
    } catch (error) {
      // Whoever needs the database notices that it is away; this can wait until it is back.
      logger.debug({ error: describeError(error) }, 'could not look into the inbox');
    }
    if (!isClosed) timer = setTimeout(lookAgain, LOOK_MS);
  };

  return {
    receive: async (update) => {
      const keeping = await inbox.keep(update, inboxLaneOf(new Context(update, bot.api, bot.botInfo)));
      if (keeping !== 'others') void begin(update);
      return keeping !== 'not_kept';
    },
    untilHandled: (updateId) => inHand.get(updateId) ?? Promise.resolve(),
    room: async () => {
      if (inHand.size >= MOST_AT_ONCE && !isLeaving)
        await new Promise<void>((resolve) => waiting.push(resolve));
      return Math.max(MOST_AT_ONCE - inHand.size, 1);
    },
    inHand: () => inHand.size,
    open: async () => {
      await inbox.dropOld();
      await (looking = look());
    },
    leave: () => {
      isLeaving = true;
      inbox.leave();
      wake();
    },
    close: async () => {
      isClosed = true;
      await looking;
      clearTimeout(timer);
      // What could not be written before is written now.
      await look();
    },
  };
}
