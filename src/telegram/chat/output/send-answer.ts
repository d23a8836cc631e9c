import { GrammyError, HttpError } from 'grammy';
import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { BotContext } from '../../messages/context.ts';
import { isNotModified } from '../../messages/is-not-modified.ts';
import { replyOptions } from '../../messages/reply.ts';
import { renderAnswer, type AnswerPart } from '../../../markdown/render-markdown.ts';

export interface SendAnswerOptions {
  /** Whether the answer was said to its end. */
  isWhole?: boolean;
  /** What there is to say about the answer, below it. */
  note?: string;
  /** The buttons below the last message. */
  reply_markup?: InlineKeyboardMarkup;
  /** A message of ours that becomes the first one of the answer. */
  instead?: Message.TextMessage | null;
}

/**
 * Sends an answer in Markdown as one message or more, in order; in groups the first one names its question. What
 * Telegram refuses to read as HTML arrives as plain text. Resolves with the messages that were sent.
 */
export async function sendAnswer(
  ctx: BotContext,
  markdown: string,
  { isWhole = true, note, reply_markup, instead }: SendAnswerOptions = {},
): Promise<Message.TextMessage[]> {
  const ending = isWhole ? 'whole' : 'stopped';
  const parts = renderAnswer(markdown, { ending, note, language: ctx.locale });
  const sent: Message.TextMessage[] = [];
  for (const [index, part] of parts.entries()) {
    const keyboard = index === parts.length - 1 ? reply_markup : undefined;
    sent.push(
      index === 0 && instead
        ? await replacePart(ctx, instead, part, keyboard)
        : await sendPart(ctx, part, index === 0, keyboard),
    );
  }
  return sent;
}

/** What cannot be changed, or only much later, is sent anew; then the old message goes. */
async function replacePart(
  ctx: BotContext,
  message: Message.TextMessage,
  part: AnswerPart,
  reply_markup?: InlineKeyboardMarkup,
): Promise<Message.TextMessage> {
  if (await changePart(ctx, message, part, reply_markup)) return message;
  const sent = await sendPart(ctx, part, true, reply_markup);
  await ctx.api.deleteMessage(message.chat.id, message.message_id).catch(() => undefined);
  return sent;
}

async function sendPart(
  ctx: BotContext,
  { html, plain }: AnswerPart,
  isFirst: boolean,
  reply_markup?: InlineKeyboardMarkup,
): Promise<Message.TextMessage> {
  const { reply_parameters, ...rest } = replyOptions(ctx);
  const options = { ...rest, reply_parameters: isFirst ? reply_parameters : undefined, reply_markup };
  try {
    return await ctx.reply(html, { ...options, parse_mode: 'HTML' });
  } catch (error) {
    if (!isAboutFormatting(error)) throw error;
    return await ctx.reply(plain, options);
  }
}

/** Whether the message has become this part of the answer. */
async function changePart(
  ctx: BotContext,
  message: Message.TextMessage,
  { html, plain }: AnswerPart,
  reply_markup?: InlineKeyboardMarkup,
): Promise<boolean> {
  const edit = async (text: string, parse_mode?: 'HTML') => {
    const options = { parse_mode, reply_markup, link_preview_options: { is_disabled: true } };
    await ctx.api.editMessageText(message.chat.id, message.message_id, text, options);
  };
  try {
    await edit(html, 'HTML').catch((error: unknown) => {
      if (!isAboutFormatting(error)) throw error;
      return edit(plain);
    });
    return true;
  } catch (error) {
    if (isNotModified(error)) return true;
    if (error instanceof GrammyError || error instanceof HttpError) return false;
    throw error;
  }
}

/** Whether Telegram refused a text for its markup, so that it may take the same words without it. */
function isAboutFormatting(error: unknown): boolean {
  return (
    error instanceof GrammyError && error.error_code === 400 && /entit|too long/i.test(error.description)
  );
}
