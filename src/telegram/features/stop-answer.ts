import { Composer } from 'grammy';
import { answerPress } from '../answer-press.ts';
import { ANONYMOUS_ADMIN, type BotContext } from '../context.ts';
import { mayPressFor } from '../may-press-for.ts';
import type { RunningAnswers } from '../running-answers.ts';

/**
 * Stopping an answer. It must not queue behind the very answer that it is to stop: see `laneOf`. Telegram names
 * nobody in the update of a draft's stop button, so this comes before it is known who asks.
 */
export function stopDraft(running: RunningAnswers): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('stopped_message_generation', (ctx) => {
    const { chat, draft_id: id } = ctx.update.stopped_message_generation;
    running.stop(chat.id, id, null);
  });
  return composer;
}

/** The stop button under an answer in a group, for whoever asked: also in the name of the group. */
export function stopButton(running: RunningAnswers): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^stop:(\d{1,10})$/, async (ctx) => {
    const stop = (personId: number) => running.stop(ctx.chat?.id ?? 0, Number(ctx.match[1]), personId);
    const own = stop(ctx.personId);
    const end =
      own === 'not_yours' && (await mayPressFor(ctx, ANONYMOUS_ADMIN)) ? stop(ANONYMOUS_ADMIN) : own;
    const toasts = { stopped: 'toast-stopping', over: 'toast-answer-over', not_yours: 'toast-not-yours' };
    await answerPress(ctx, ctx.translate(toasts[end]));
  });
  return composer;
}
