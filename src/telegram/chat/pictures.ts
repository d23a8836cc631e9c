import { Composer } from 'grammy';
import type { Message } from 'grammy/types';
import { addressedText } from '../contents/addressed-text.ts';
import { askAboutPictures, type AskAboutPicturesOptions } from './ask-about-pictures.ts';
import type { BotContext } from '../messages/context.ts';
import { isCommand } from '../contents/is-command.ts';
import { pictureIn } from '../contents/picture-in.ts';
import { isWordsAboutAnother, repliedTo, repliedWords, withReplied } from '../contents/replied-to.ts';
import { reply } from '../messages/reply.ts';

/** As many as three albums hold, which are asked about together. */
const MAX_PICTURES = 30;

/** Photos, albums, and pictures sent as files, with the question in their caption; or in a reply to them. */
export function pictures(options: AskAboutPicturesOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.on('message', async (ctx, next) => {
    const messages: readonly Message[] = ctx.album ?? [ctx.message];
    const sent = messages.flatMap(pictureIn).slice(0, MAX_PICTURES);
    const isFile = messages.some(({ document, animation }) => document && !animation);
    if (sent.length === 0 && !isFile) return next();
    const captions = messages.map((message) => addressedText(message, ctx.me));
    const addressed = captions.filter((caption) => caption !== null);
    if (addressed.length === 0) return;
    if (sent.length === 0) await reply(ctx, 'error-document');
    else if (!options.sees) await reply(ctx, 'error-no-vision');
    else {
      const caption = addressed.filter(Boolean).join('\n') || usualQuestion(ctx, sent.length);
      const text = withReplied(ctx.message, ctx.me.id, caption);
      await askAboutPictures(ctx, options, sent, { text, actionType: 'Vision' });
    }
  });
  composer.on('message:text', (ctx, next) => answerAboutAnother(ctx, options, ctx.message, next));
  return composer;
}

/** Words in reply to a picture: it is looked at. */
async function answerAboutAnother(
  ctx: BotContext,
  options: AskAboutPicturesOptions,
  message: Message,
  next: () => Promise<void>,
): Promise<void> {
  const isAsking = isWordsAboutAnother(message) && !isCommand(message);
  const about = ctx.forwards?.length ? ctx.forwards : [repliedTo(message) ?? {}];
  const sent = isAsking ? about.flatMap(pictureIn).slice(0, MAX_PICTURES) : [];
  const question = addressedText(message, ctx.me);
  // What is written below a picture can be answered without seeing it.
  if (sent.length === 0 || question === null || (!options.sees && repliedWords(message))) return next();
  if (!options.sees) return reply(ctx, 'error-no-vision');
  const text = withReplied(message, ctx.me.id, question || usualQuestion(ctx, sent.length));
  await askAboutPictures(ctx, options, sent, { text, actionType: 'Vision' });
}

function usualQuestion(ctx: BotContext, count: number): string {
  return ctx.translate(count === 1 ? 'picture-question' : 'pictures-question');
}
