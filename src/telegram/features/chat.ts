import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { addressedText } from '../addressed-text.ts';
import { answerQuestion, type AnswerQuestionOptions } from '../answer-question.ts';
import type { BotContext } from '../context.ts';
import { isCommand } from '../is-command.ts';
import { repliedWords, withReplied } from '../replied-to.ts';
import { reply } from '../reply.ts';

/** Everything that is not a command: a question in words, or something the bot cannot read yet. */
export function chat(options: AnswerQuestionOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx) => {
    const text = addressedText(ctx.message, ctx.me);
    if (text === null || isServiceMessage(ctx)) return;
    const refusal = refusalFor(ctx, text);
    if (refusal) return reply(ctx, refusal);
    const question = text || ctx.translate('reply-question');
    const whole = withReplied(ctx.message, ctx.me.id, question);
    ctx.afterwards(() => answerQuestion(ctx, options, { text: whole }));
  });
  return composer;
}

/** The key of what to say instead of an answer; `null` when there are words to answer. */
function refusalFor(ctx: BotContext, text: string): string | null {
  const { message } = ctx;
  // Commands that exist never come this far; a slip of the finger should cost nobody tokens.
  if (isCommand(message)) return 'error-unknown-command';
  if (message && isBareMention(message, text) && repliedWords(message)) return null;
  if (/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return null;
  return 'error-unsupported-content';
}

/** Nothing but the name of the bot, below a message that it is to respond to. */
function isBareMention(message: Message, text: string): boolean {
  return message.text !== undefined && text === '';
}

/** Somebody joined, a title changed: news of the chat, which ask nothing. */
function isServiceMessage({ message }: BotContext): boolean {
  const asks = ['text', 'caption', 'photo', 'voice', 'audio', 'video_note', 'video', 'document', 'sticker'];
  const more = ['animation', 'contact', 'location', 'poll', 'dice', 'venue', 'story', 'paid_media'];
  return message !== undefined && ![...asks, ...more].some((kind) => kind in message);
}
