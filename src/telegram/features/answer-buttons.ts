import { Composer, InlineKeyboard } from 'grammy';
import type { AnswerNote, AnswerStore } from '../../database/answer-store.ts';
import { answerButton } from '../answer-button.ts';
import { answerKeyboard } from '../answer/answer-keyboard.ts';
import { answerQuestion, type AnswerQuestionOptions, type AskedQuestion } from '../answer-question.ts';
import type { BotContext } from '../context.ts';
import type { DownloadFile } from '../download-file.ts';
import { fetchPictures } from '../fetch-pictures.ts';
import { modelChoices, type ModelChoicesOptions } from '../model-choices.ts';

export interface AnswerButtonsOptions extends AnswerQuestionOptions, ModelChoicesOptions {
  answers: AnswerStore;
  download: DownloadFile;
}

/** The buttons under an answer: ask the same again, or ask another model. Each question is asked again once. */
export function answerButtons(options: AnswerButtonsOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const own = async (ctx: BotContext): Promise<AnswerNote | null> => {
    const note = await options.answers.find(BigInt(ctx.chat?.id ?? 0), ctx.msgId ?? 0);
    if (note?.question && note.userId === BigInt(ctx.personId)) return note;
    const isTheirs = note?.userId === BigInt(ctx.personId);
    await answerButton(ctx, ctx.translate(note && !isTheirs ? 'toast-not-yours' : 'toast-question-gone'));
    return null;
  };
  composer.callbackQuery('answer:again', async (ctx) => {
    if (await own(ctx)) await askAgain(ctx, options);
  });
  composer.callbackQuery('answer:models', async (ctx) => {
    if (!(await own(ctx))) return;
    await answerButton(ctx);
    await showKeyboard(ctx, await otherModels(ctx, options));
  });
  composer.callbackQuery('answer:back', async (ctx) => {
    if (!(await own(ctx))) return;
    await answerButton(ctx);
    await showKeyboard(ctx, answerKeyboard(ctx));
  });
  composer.callbackQuery(/^answer:with:([0-9a-f]{16})$/, async (ctx) => {
    if (!(await own(ctx))) return;
    const picked = modelChoices(options).find(({ id }) => id === ctx.match[1]);
    if (picked) await askAgain(ctx, options, `${picked.provider}/${picked.model}`);
    else await answerButton(ctx, ctx.translate('toast-expired'));
  });
  return composer;
}

async function askAgain(ctx: BotContext, options: AnswerButtonsOptions, model?: string): Promise<void> {
  // Of two presses one finds it: an impatient second one must not cost a second answer.
  const question = await options.answers.takeQuestion(BigInt(ctx.chat?.id ?? 0), ctx.msgId ?? 0);
  if (!question) {
    await answerButton(ctx, ctx.translate('toast-question-gone'));
    return;
  }
  await answerButton(ctx, ctx.translate('toast-asking-again'));
  await showKeyboard(ctx, undefined);
  const asked = question as AskedQuestion;
  const images = asked.pictureIds ? await fetchPictures(ctx, options, asked.pictureIds) : undefined;
  if (images !== null) await answerQuestion(ctx, options, { ...asked, images, model, isRepeated: true });
}

async function otherModels(ctx: BotContext, options: AnswerButtonsOptions): Promise<InlineKeyboard> {
  const paused = await options.readPaused();
  const keyboard = new InlineKeyboard();
  for (const { provider, id, name } of modelChoices(options))
    if (!paused.has(provider)) keyboard.text(name, `answer:with:${id}`).row();
  return keyboard.text(ctx.translate('button-back'), 'answer:back');
}

/** That the buttons cannot be changed, as of a message that was deleted, is no reason not to answer. */
async function showKeyboard(ctx: BotContext, keyboard: InlineKeyboard | undefined): Promise<void> {
  await ctx.editMessageReplyMarkup({ reply_markup: keyboard }).catch(() => undefined);
}
