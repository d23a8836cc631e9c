import { GrammyError, type MiddlewareFn, type Transformer } from 'grammy';
import type { ApiError } from 'grammy/types';
import { createBoundedMap } from '../../foundation/bounded-map.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import { isForBot } from '../contents/addressed-text.ts';
import type { BotContext } from '../messages/context.ts';

/** Groups that the bot is in and may not write in: an answer there would be paid for and seen by nobody. */
export interface PostPermission {
  /** Remembers the chats in which Telegram refuses messages, until it takes one. */
  guard: Transformer;
  /** Telegram tells when the rights of the bot itself change. */
  notice: MiddlewareFn<BotContext>;
  /** Leaves what somebody asks in a muted chat unasked. */
  skip: MiddlewareFn<BotContext>;
  /** Whether a question is worth its answer: in a muted chat one is, now and then, to see whether it still is one. */
  mayAsk(chatId: number): boolean;
}

export interface PostPermissionOptions {
  clock: Clock;
  logger: Logger;
}

const SENDS = /^(send(?!ChatAction)|copy|forward)/;
/** Of everything but texts, such as pictures, the bot may be deprived alone. */
const MUTED =
  /not enough rights to send text|no rights to send a message|CHAT_(WRITE|SEND_PLAIN)_FORBIDDEN|CHAT_RESTRICTED/;
/** A group that the bot is no longer in sends nothing that could be asked. */
const GONE = /kicked|not a member|deactivated|deleted/;
/** Telegram does not tell the bot when all members of a group may write again. */
const RETRY_MS = 3_600_000;
/** Beyond this, the chat that was quiet for longest is asked in once more, and refuses again. */
const MOST_MUTED = 10_000;

export function createPostPermission({ clock, logger }: PostPermissionOptions): PostPermission {
  const triedAt = createBoundedMap<number, number>(MOST_MUTED);
  const now = () => clock.now().getTime();
  const note = (chatId: number, isMuted: boolean) => {
    if (triedAt.has(chatId) !== isMuted)
      logger.info({ chatId, isMuted }, 'the right to write in a chat changed');
    if (isMuted) triedAt.set(chatId, now());
    else triedAt.delete(chatId);
  };
  const mayAsk = (chatId: number): boolean => {
    const last = triedAt.get(chatId);
    if (last === undefined) return true;
    if (now() - last < RETRY_MS) return false;
    triedAt.set(chatId, now());
    return true;
  };
  return {
    mayAsk,
    guard: async (prev, method, payload, signal) => {
      const answer = await prev(method, payload, signal);
      const chatId = Number((payload as { chat_id?: number | string } | undefined)?.chat_id);
      if (!SENDS.test(method) || !chatId) return answer;
      if (answer.ok) note(chatId, false);
      else if (lacksPermission(chatId, answer)) note(chatId, true);
      return answer;
    },
    notice: (ctx, next) => {
      const member = ctx.myChatMember?.new_chat_member;
      if (member && ctx.chat) note(ctx.chat.id, member.status === 'restricted' && !member.can_send_messages);
      return next();
    },
    skip: async (ctx, next) => {
      if (!ctx.chat || !isForBot(ctx) || mayAsk(ctx.chat.id)) await next();
    },
  };
}

function lacksPermission(chatId: number, { error_code: code, description }: ApiError): boolean {
  return MUTED.test(description) || (code === 403 && chatId < 0 && !GONE.test(description));
}

/** Whether Telegram refused a message because the bot may not write there. */
export function isPostForbidden(error: unknown): boolean {
  return error instanceof GrammyError && MUTED.test(error.description);
}
