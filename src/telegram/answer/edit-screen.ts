import { InlineKeyboard, type Api } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from '../context.ts';
import { replyOptions } from '../reply.ts';
import { FIRST_MS, type AnswerScreen } from './answer-screen.ts';
import { fleetingCall } from './fleeting-call.ts';
import { createPacer } from './pacer.ts';
import { renderDraft } from './render-draft.ts';
import { sendAnswer } from './send-answer.ts';

/** A group gets at most 20 messages a minute from a bot, edits among them. */
const INTERVAL_MS = 3_000;

/** In a group, where nothing but a message that is edited can show an answer that is being written. */
export function createEditScreen(
  ctx: BotContext,
  fleeting: Api,
  answerId: number,
  isSeen: () => void,
): AnswerScreen {
  let preview: Message.TextMessage | null = null;
  const keyboard = new InlineKeyboard().text(ctx.translate('button-stop'), `stop:${answerId}`);
  const show = async (text: string, parseMode?: 'HTML') => {
    const options = { parse_mode: parseMode, reply_markup: keyboard };
    if (preview) await fleeting.editMessageText(preview.chat.id, preview.message_id, text, options);
    else preview = await ctx.reply(text, { ...replyOptions(ctx), ...options });
  };
  const pacer = createPacer<string>({
    show: async (markdown) => {
      const { html, plain } = renderDraft(markdown);
      // So far there is nothing to be seen, such as the fence before some code.
      if (!html) return 0;
      isSeen();
      return fleetingCall(
        () => show(html, 'HTML'),
        () => show(plain),
      );
    },
    firstMs: FIRST_MS,
    intervalMs: INTERVAL_MS,
    renewMs: null,
  });
  return {
    show: (markdown) => pacer.push(markdown),
    finish: async (markdown, buttons) => {
      await pacer.stop();
      const instead = preview;
      preview = null;
      return sendAnswer(ctx, markdown, { reply_markup: buttons, instead });
    },
    discard: async () => {
      await pacer.stop();
      if (preview) await ctx.api.deleteMessage(preview.chat.id, preview.message_id).catch(() => undefined);
    },
  };
}
