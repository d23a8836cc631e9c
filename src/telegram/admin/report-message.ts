import type { Api, InlineKeyboard } from 'grammy';
import { editInPlace } from '../messages/edit-in-place.ts';
import type { BotContext } from '../messages/context.ts';
import { isNotModified } from '../messages/is-not-modified.ts';

const HTML = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

/** A report as it is sent: its one message or two, and the buttons under the last. */
export interface ReportMessage {
  parts: readonly string[];
  keyboard: InlineKeyboard;
}

type SendOptions = NonNullable<Parameters<Api['sendMessage']>[2]>;

/** Sends a report. A second message answers the first, so that a press under it tells which two belong together. */
export async function sendReportMessage(
  api: Pick<Api, 'sendMessage'>,
  chatId: number,
  { parts, keyboard }: ReportMessage,
  options: SendOptions,
): Promise<void> {
  const [first = '', second] = parts;
  const last = { ...options, ...HTML, reply_markup: keyboard };
  if (second === undefined) {
    await api.sendMessage(chatId, first, last);
    return;
  }
  const { message_id } = await api.sendMessage(chatId, first, { ...options, ...HTML });
  await api.sendMessage(chatId, second, { ...last, reply_parameters: { message_id } });
}

/** Rewrites the report whose button was pressed, whether it has one message or two before and after. */
export async function editReportMessage(
  ctx: BotContext,
  { parts, keyboard }: ReportMessage,
  options: SendOptions,
): Promise<boolean> {
  const [first = '', second] = parts;
  const last = { ...HTML, reply_markup: keyboard };
  const earlier = earlierPart(ctx);
  if (second === undefined) {
    const changed = await editInPlace(ctx, first, last);
    if (earlier !== null)
      await ctx.api.deleteMessage(ctx.chat?.id ?? ctx.personId, earlier).catch(() => undefined);
    return changed;
  }
  if (earlier === null) {
    const changed = await editInPlace(ctx, first, HTML);
    const answering = { reply_parameters: { message_id: ctx.msgId ?? 0 } };
    await ctx.api.sendMessage(ctx.chat?.id ?? ctx.personId, second, { ...options, ...last, ...answering });
    return changed;
  }
  const changedFirst = await editEarlier(ctx, earlier, first);
  return (await editInPlace(ctx, second, last)) || changedFirst;
}

/** The first of two messages, which the pressed one answers; in a group a report answers somebody's command. */
function earlierPart(ctx: BotContext): number | null {
  const answered = ctx.callbackQuery?.message?.reply_to_message;
  return answered?.from?.id === ctx.me.id ? answered.message_id : null;
}

async function editEarlier(ctx: BotContext, messageId: number, text: string): Promise<boolean> {
  try {
    await ctx.api.editMessageText(ctx.chat?.id ?? ctx.personId, messageId, text, HTML);
    return true;
  } catch (error) {
    if (isNotModified(error)) return false;
    throw error;
  }
}
