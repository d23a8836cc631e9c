import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { topicOf } from '../messages/conversation-key.ts';
import { isRefusal } from '../messages/is-refusal.ts';
import { reply, replyOptions } from '../messages/reply.ts';

/** Where a report goes: it names people, and what they cost. */
export interface ReportPlace {
  chatId: number;
  /** Whether the report goes somewhere else than where it was asked for. */
  isElsewhere: boolean;
  /** The topic of a forum, and the message that a text answers. */
  thread: { message_thread_id?: number };
  answering: Partial<ReturnType<typeof replyOptions>>;
}

/**
 * The chat in which an admin may see a report: the one where it was asked for, if that is a private chat or the chat of
 * `ADMIN_CHAT_ID`; else the admin's private chat, because a group's members are no admins.
 */
export function reportPlace(ctx: BotContext, reportChatId: number | null): ReportPlace {
  const chatId = ctx.chat?.id ?? ctx.personId;
  const isHere = !ctx.chat || ctx.chat.type === 'private' || chatId === reportChatId;
  if (!isHere) return { chatId: ctx.personId, isElsewhere: true, thread: {}, answering: {} };
  const topic = topicOf(ctx);
  const thread = topic === undefined ? {} : { message_thread_id: topic };
  return { chatId, isElsewhere: false, thread, answering: replyOptions(ctx) };
}

/** Sends a report to its place, and says in a group where it is, or how the admin can get it. */
export async function sendReport(
  ctx: BotContext,
  place: ReportPlace,
  send: () => Promise<unknown>,
): Promise<void> {
  if (!place.isElsewhere) {
    await send();
    return;
  }
  try {
    await send();
    await say(ctx, 'report-sent-privately');
  } catch (error) {
    if (!isRefusal(error)) throw error;
    // Telegram lets a bot write only to whoever opened it.
    await say(ctx, 'report-start-first');
  }
}

async function say(ctx: BotContext, key: string): Promise<void> {
  const name = { bot: `@${ctx.me.username}` };
  if (ctx.callbackQuery) await answerPress(ctx, ctx.translate(key, name));
  else await reply(ctx, key, name);
}
