import { Composer } from 'grammy';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { mayPressFor } from '../messages/may-press-for.ts';
import type { RunningAnswers } from './running-answers.ts';

/**
 * Stopping an answer. It must not queue behind the very answer that it is to stop: see `orderingKeyOf`. Telegram names
 * nobody in the update of a draft's stop button, so this comes before it is known who asks.
 */
export function stopDraft(running: RunningAnswers): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('stopped_message_generation', (ctx) => {
    const { chat, draft_id: id } = ctx.update.stopped_message_generation;
    running.stop(chat.id, id);
  });
  return composer;
}

/** The stop button under an answer in a group, for whoever asked: also in the name of the group or of a channel. */
export function stopButton(running: RunningAnswers): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(/^stop:(\d{1,10})$/, async (ctx) => {
    const answer = [ctx.chat?.id ?? 0, Number(ctx.match[1])] as const;
    const owner = running.ownerOf(...answer);
    const mayStop = owner !== null && (await mayPressFor(ctx, owner));
    if (mayStop) running.stop(...answer);
    const toast = owner === null ? 'toast-answer-over' : mayStop ? 'toast-stopping' : 'toast-not-yours';
    await answerPress(ctx, ctx.translate(toast));
  });
  return composer;
}
