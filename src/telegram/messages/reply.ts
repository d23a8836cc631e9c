import type { InlineKeyboard } from 'grammy';
import { markLines } from '../../localization/direction.ts';
import type { TranslationArgs } from '../../localization/translator.ts';
import { cutParts } from '../../markdown/render-markdown.ts';
import { unmarked } from '../../markdown/text/rich-text.ts';
import type { BotContext } from './context.ts';

/** A message in the person's language, its lines running in the language's direction. */
export function textFor(ctx: BotContext, key: string, args?: TranslationArgs): string {
  return markLines(ctx.translate(key, args), ctx.locale);
}

/** Answers with the message of `key`; in groups as a reply to the person's own message. */
export async function reply(
  ctx: BotContext,
  key: string,
  args?: TranslationArgs,
  keyboard?: InlineKeyboard,
): Promise<void> {
  await ctx.reply(textFor(ctx, key, args), { ...replyOptions(ctx), reply_markup: keyboard });
}

/** Answers with a plain text as it stands, in as many messages as it needs. */
export async function replyText(ctx: BotContext, text: string): Promise<void> {
  const parts = cutParts(unmarked(text));
  for (const render of parts) await ctx.reply(render().plain, replyOptions(ctx));
}

export async function sayInternalError(ctx: BotContext): Promise<void> {
  // An update that failed before anybody was identified has no language.
  if (!ctx.translate) return;
  const text = ctx.translate('error-internal');
  // A button is answered once; where that was done before, only a message can still say it.
  const isSaid = ctx.callbackQuery && (await ctx.answerCallbackQuery({ text }).catch(() => false));
  if (!isSaid) await reply(ctx, 'error-internal');
}

/** In a group the answer names its question; in a private chat that would only be noise. */
export function replyOptions(ctx: BotContext) {
  // A pressed button answers to the message that its own message answered.
  const asked = ctx.message ?? ctx.callbackQuery?.message?.reply_to_message;
  const messageId = ctx.chat?.type === 'private' ? undefined : asked?.message_id;
  return {
    link_preview_options: { is_disabled: true },
    reply_parameters:
      messageId === undefined ? undefined : { message_id: messageId, allow_sending_without_reply: true },
  };
}
