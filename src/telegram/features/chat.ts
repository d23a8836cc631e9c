import { Composer } from 'grammy';
import { addressedText } from '../addressed-text.ts';
import { answerQuestion, type AnswerQuestionOptions } from '../answer-question.ts';
import type { BotContext } from '../context.ts';
import { isCommand } from '../is-command.ts';
import { reply } from '../reply.ts';

/** Everything that is not a command: a question in words, or something the bot cannot read yet. */
export function chat(options: AnswerQuestionOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx) => {
    const text = addressedText(ctx.message, ctx.me);
    if (text === null || isServiceMessage(ctx)) return;
    const refusal = refusalFor(ctx, text);
    if (refusal) await reply(ctx, refusal);
    else ctx.afterwards(() => answerQuestion(ctx, options, { text }));
  });
  return composer;
}

/** The key of what to say instead of an answer; `null` when there are words to answer. */
function refusalFor(ctx: BotContext, text: string): string | null {
  const { message } = ctx;
  // Commands that exist never come this far; a slip of the finger should cost nobody tokens.
  if (isCommand(message)) return 'error-unknown-command';
  if (/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return null;
  return 'error-unsupported-content';
}

/** Somebody joined, a title changed: news of the chat, which ask nothing. */
function isServiceMessage({ message }: BotContext): boolean {
  const asks = ['text', 'caption', 'photo', 'voice', 'audio', 'video_note', 'video', 'document', 'sticker'];
  const more = ['animation', 'contact', 'location', 'poll', 'dice', 'venue', 'story', 'paid_media'];
  return message !== undefined && ![...asks, ...more].some((kind) => kind in message);
}
