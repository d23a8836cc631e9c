import type { MiddlewareFn, Transformer } from 'grammy';
import type { ChatStore } from '../../database/people/chat-store.ts';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { BotContext } from '../messages/context.ts';

export interface UnreachableChats {
  /** Keeps messages from chats that Telegram closed to the bot, and remembers those that it closes. */
  guard: Transformer;
  /** A chat that something comes from is open again, unless it says that it is not. */
  notice: MiddlewareFn<BotContext>;
}

export interface UnreachableChatsOptions {
  chats: Pick<ChatStore, 'setReachable'>;
  /** Those that were closed when the bot was started. */
  unreachable: Iterable<number>;
  logger: Logger;
}

/** Beyond this, the chat that was quiet for longest is written to once more, and refuses again. */
const MOST_CLOSED = 10_000;
const WRITES = /^(send|copy|forward|edit)/;
/** As Telegram says it: somebody blocked the bot, left Telegram, or threw the bot out. */
const FORBIDDEN = {
  ok: false,
  error_code: 403,
  description: 'Forbidden: the chat is closed to the bot',
} as const;

/** Chats in which the bot may not write: blocked by a person, removed from a group. */
export function createUnreachableChats({
  chats,
  unreachable,
  logger,
}: UnreachableChatsOptions): UnreachableChats {
  const known = createBoundedMap<number, true>(MOST_CLOSED);
  for (const chatId of unreachable) known.set(chatId, true);
  const note = (chatId: number, isClosed: boolean) => {
    if (known.has(chatId) === isClosed) return;
    if (isClosed) known.set(chatId, true);
    else known.delete(chatId);
    logger.info({ chatId, isClosed }, isClosed ? 'a chat is closed to the bot' : 'a chat is open again');
    chats
      .setReachable(BigInt(chatId), !isClosed)
      .catch((error: unknown) =>
        logger.warn({ error: describeError(error) }, 'it was not kept whether a chat is open'),
      );
  };
  return {
    guard: async (prev, method, payload, signal) => {
      const chatId = Number((payload as { chat_id?: number | string } | undefined)?.chat_id);
      if (!WRITES.test(method) || !chatId) return prev(method, payload, signal);
      if (known.has(chatId)) return FORBIDDEN;
      const answer = await prev(method, payload, signal);
      if (!answer.ok && answer.error_code === 403) note(chatId, true);
      return answer;
    },
    notice: (ctx, next) => {
      const status = ctx.myChatMember?.new_chat_member.status;
      if (ctx.chat) note(ctx.chat.id, status === 'kicked' || status === 'left');
      return ctx.myChatMember ? undefined : next();
    },
  };
}
