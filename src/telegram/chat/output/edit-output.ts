import { InlineKeyboard, type Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from '../../messages/context.ts';
import { replyOptions } from '../../messages/reply.ts';
import type { AnswerOutput } from './answer-output.ts';
import { createPreview } from './preview.ts';
import { sendAnswer } from './send-answer.ts';

/** A group gets at most 20 messages a minute from a bot, edits among them. */
const INTERVAL_MS = 3_000;

/** In a group, where nothing but a message that is edited can show an answer that is being written. */
export function createEditOutput(
  ctx: BotContext,
  bestEffort: Api,
  answerId: number,
  onSeen: () => void,
): AnswerOutput {
  let shown: Message.TextMessage | null = null;
  const keyboard = new InlineKeyboard().text(ctx.translate('button-stop'), `stop:${answerId}`);
  const preview = createPreview({
    clock: ctx.clock,
    language: ctx.locale,
    show: async (text, parseMode) => {
      const options = { parse_mode: parseMode, reply_markup: keyboard };
      if (shown) await bestEffort.editMessageText(shown.chat.id, shown.message_id, text, options);
      else shown = await ctx.reply(text, { ...replyOptions(ctx), ...options });
    },
    onSeen,
    intervalMs: INTERVAL_MS,
    renewMs: null,
  });
  return {
    show: (markdown) => preview.push(markdown),
    finish: async ({ markdown, ...answer }, buttons) => {
      await preview.stop();
      const instead = shown;
      shown = null;
      return sendAnswer(ctx, markdown, { ...answer, reply_markup: buttons, instead });
    },
    discard: async () => {
      await preview.stop();
      if (shown) await ctx.api.deleteMessage(shown.chat.id, shown.message_id).catch(() => undefined);
    },
  };
}
