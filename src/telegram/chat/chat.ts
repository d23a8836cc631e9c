import { Composer } from 'grammy';
import { addressedText } from '../contents/addressed-text.ts';
import { answerQuestion, type AnswerQuestionOptions } from './answer-question.ts';
import type { BotContext } from '../messages/context.ts';
import { describeThing } from '../contents/describe-message.ts';
import { isCommand } from '../contents/is-command.ts';
import { repliedWords, withReplied } from '../contents/replied-to.ts';
import { reply } from '../messages/reply.ts';
import { isServiceMessage } from '../contents/service-message.ts';

/** Everything that is not a command: a question in words, or something the bot cannot read yet. */
export function chat(options: AnswerQuestionOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx) => {
    const text = addressedText(ctx.message, ctx.me);
    if (text === null || isServiceMessage(ctx.message)) return;
    const refusal = refusalFor(ctx, text);
    if (refusal) return reply(ctx, refusal);
    const asked = text || ctx.translate('reply-question');
    const question = [describeThing(ctx.message), asked].filter(Boolean).join('\n\n');
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
  if (message?.video) return 'error-video';
  // What is written below a film or a file would be answered as if nothing stood above it.
  if (!message || (message.text === undefined && !message.rich_message && !describeThing(message)))
    return 'error-unsupported-content';
  if (text === '' && (describeThing(message) || repliedWords(message))) return null;
  if (/[\p{L}\p{N}\p{S}\p{P}]/u.test(text)) return null;
  return 'error-unsupported-content';
}
