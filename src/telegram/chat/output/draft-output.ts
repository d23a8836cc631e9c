import type { Api } from 'grammy';
import type { BotContext } from '../../messages/context.ts';
import { topicOf } from '../../messages/conversation-key.ts';
import type { AnswerOutput } from './answer-output.ts';
import { createPreview } from './preview.ts';
import { sendAnswer } from './send-answer.ts';

/** Telegram animates from draft to draft; more of them are not smoother. */
const INTERVAL_MS = 800;
/** A draft without news vanishes after 30 s. */
const RENEW_MS = 20_000;

/** In a private chat, where Telegram shows an answer that is being written as a draft with a stop button. */
export function createDraftOutput(
  ctx: BotContext,
  bestEffort: Api,
  draftId: number,
  onSeen: () => void,
): AnswerOutput {
  const chatId = ctx.chat?.id ?? 0;
  const options = {
    message_thread_id: topicOf(ctx),
    can_stop: true,
    // What was said stays on the output until the message with it is there.
    keep_on_stop: true,
  };
  const preview = createPreview({
    clock: ctx.clock,
    language: ctx.locale,
    show: (text, parseMode) =>
      bestEffort.sendMessageDraft(chatId, draftId, text, { ...options, parse_mode: parseMode }),
    onSeen,
    intervalMs: INTERVAL_MS,
    renewMs: RENEW_MS,
  });
  return {
    show: (markdown) => preview.push(markdown),
    finish: async ({ markdown, ...answer }, keyboard) => {
      await preview.stop();
      return sendAnswer(ctx, markdown, { ...answer, reply_markup: keyboard });
    },
    // The message that says why there is no answer ends the draft.
    discard: () => preview.stop(),
  };
}
