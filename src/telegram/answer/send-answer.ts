import { GrammyError } from 'grammy';
import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { BotContext } from '../context.ts';
import { replyOptions } from '../reply.ts';
import { renderAnswer, type AnswerPart } from './render-answer.ts';

export interface SendAnswerOptions {
  /** The buttons below the last message. */
  reply_markup?: InlineKeyboardMarkup;
}

/**
 * Sends an answer in Markdown as one message or more, in order; in groups the first one names its question. What
 * Telegram refuses to read as HTML arrives as plain text. Resolves with the messages that were sent.
 */
export async function sendAnswer(
  ctx: BotContext,
  markdown: string,
  options: SendAnswerOptions = {},
): Promise<Message.TextMessage[]> {
  const parts = renderAnswer(markdown);
  const sent: Message.TextMessage[] = [];
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    sent.push(await sendPart(ctx, part, index === 0, isLast ? options.reply_markup : undefined));
  }
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

/** Whether Telegram refused a text for its markup, so that it may take the same words without it. */
export function isAboutFormatting(error: unknown): boolean {
  return (
    error instanceof GrammyError && error.error_code === 400 && /entit|too long/i.test(error.description)
  );
}
