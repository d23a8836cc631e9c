import type { Api } from 'grammy';
import type { BotContext } from '../context.ts';
import { FIRST_MS, type AnswerScreen } from './answer-screen.ts';
import { fleetingCall } from './fleeting-call.ts';
import { createPacer } from './pacer.ts';
import { renderDraft } from './render-draft.ts';
import { sendAnswer } from './send-answer.ts';

/** Telegram animates from draft to draft; more of them are not smoother. */
const INTERVAL_MS = 800;
/** A draft without news vanishes after 30 s. */
const RENEW_MS = 20_000;

/** In a private chat, where Telegram shows an answer that is being written as a draft with a stop button. */
export function createDraftScreen(
  ctx: BotContext,
  fleeting: Api,
  draftId: number,
  isSeen: () => void,
): AnswerScreen {
  const chatId = ctx.chat?.id ?? 0;
  const options = {
    message_thread_id: ctx.msg?.is_topic_message ? ctx.msg.message_thread_id : undefined,
    can_stop: true,
    // What was said stays on the screen until the message with it is there.
    keep_on_stop: true,
  };
  const pacer = createPacer<string>({
    show: async (markdown) => {
      const { html, plain } = renderDraft(markdown);
      // So far there is nothing to be seen, such as the fence before some code.
      if (!html) return 0;
      isSeen();
      return fleetingCall(
        () => fleeting.sendMessageDraft(chatId, draftId, html, { ...options, parse_mode: 'HTML' }),
        () => fleeting.sendMessageDraft(chatId, draftId, plain, options),
      );
    },
    firstMs: FIRST_MS,
    intervalMs: INTERVAL_MS,
    renewMs: RENEW_MS,
  });
  return {
    show: (markdown) => pacer.push(markdown),
    finish: async (markdown, keyboard) => {
      await pacer.stop();
      return sendAnswer(ctx, markdown, { reply_markup: keyboard });
    },
    // The message that says why there is no answer ends the draft.
    discard: () => pacer.stop(),
  };
}
