import { Composer, InlineKeyboard, type CallbackQueryContext } from 'grammy';
import type { AnswerNote, AnswerStore } from '../../database/people/answer-store.ts';
import { modelsThatSee } from '../../chat/models-that-see.ts';
import { answerPress } from '../messages/answer-press.ts';
import { answerKeyboard } from './output/answer-keyboard.ts';
import { answerQuestion, type AnswerQuestionOptions, type AskedQuestion } from './answer-question.ts';
import type { BotContext } from '../messages/context.ts';
import type { FilesInHand } from '../files/bytes-in-hand.ts';
import type { DownloadFile } from '../files/download-file.ts';
import { withPictures } from '../files/with-pictures.ts';
import { mayPressFor } from '../messages/may-press-for.ts';
import { modelChoices, pausedText, type ModelChoicesOptions } from './model-choices.ts';

/** Telegram takes 100 below a message; `/model` has them all. */
const MOST_BUTTONS = 90;

export interface AnswerButtonsOptions extends AnswerQuestionOptions, ModelChoicesOptions, FilesInHand {
  answers: AnswerStore;
  /** Whether the bot may write in this chat, as far as it knows. */
  mayAsk: (chatId: number) => boolean;
  download: DownloadFile;
}

/** The buttons under an answer: ask the same again, or ask another model. Each question is asked again once. */
export function answerButtons(options: AnswerButtonsOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  const own = async (ctx: BotContext): Promise<AnswerNote | null> => {
    const note = await options.answers.find(BigInt(ctx.chat?.id ?? 0), ctx.msgId ?? 0);
    const isTheirs = note !== null && (await mayPressFor(ctx, Number(note.userId)));
    const isFree = !note?.takenBy || note.takenBy === ctx.callbackQuery?.id;
    if (note?.question && isFree && isTheirs) return note;
    await answerPress(ctx, ctx.translate(note && !isTheirs ? 'toast-not-yours' : 'toast-question-gone'));
    return null;
  };
  composer.callbackQuery('answer:again', async (ctx) => {
    if (await own(ctx)) await askAgain(ctx, options);
  });
  composer.callbackQuery('answer:models', async (ctx) => {
    const note = await own(ctx);
    if (!note) return;
    await answerPress(ctx);
    await showKeyboard(ctx, await otherModels(ctx, options, isAboutPictures(note.question)));
  });
  composer.callbackQuery('answer:back', async (ctx) => {
    if (!(await own(ctx))) return;
    await answerPress(ctx);
    await showKeyboard(ctx, answerKeyboard(ctx, 'button-again'));
  });
  composer.callbackQuery(/^answer:with:([0-9a-f]{16})$/, async (ctx) => {
    if (!(await own(ctx))) return;
    const picked = modelChoices(options).find(({ id }) => id === ctx.match[1]);
    if (!picked) await answerPress(ctx, ctx.translate('toast-expired'));
    else if ((await options.readPaused()).has(picked.provider))
      await answerPress(ctx, pausedText(ctx, picked, options));
    else await askAgain(ctx, options, `${picked.provider}/${picked.model}`);
  });
  return composer;
}

async function askAgain(
  ctx: CallbackQueryContext<BotContext>,
  options: AnswerButtonsOptions,
  model?: string,
): Promise<void> {
  if (!options.mayAsk(ctx.chat?.id ?? 0)) {
    await answerPress(ctx, ctx.translate('toast-muted'));
    return;
  }
  // Of two presses one finds it: an impatient second one must not cost a second answer. After a restart the same
  // press comes again, and still has no answer.
  const press = [BigInt(ctx.chat?.id ?? 0), ctx.msgId ?? 0, ctx.callbackQuery.id] as const;
  const question = await options.answers.takeQuestion(...press);
  if (!question) {
    await answerPress(ctx, ctx.translate('toast-question-gone'));
    return;
  }
  await answerPress(ctx, ctx.translate('toast-asking-again'));
  await showKeyboard(ctx, undefined);
  const asked = question as AskedQuestion;
  const again = { ...asked, model, isRepeated: true };
  const { pictureIds } = asked;
  if (!pictureIds) return answerQuestion(ctx, options, again);
  // Their sizes were not kept.
  const sent = pictureIds.map((fileId) => ({ fileId, bytes: 0 }));
  await withPictures(ctx, options, sent, (images) => answerQuestion(ctx, options, { ...again, images }));
}

async function otherModels(
  ctx: BotContext,
  options: AnswerButtonsOptions,
  mustSee: boolean,
): Promise<InlineKeyboard> {
  const paused = await options.readPaused();
  const keyboard = new InlineKeyboard();
  const configured = mustSee ? modelsThatSee(options.configured) : options.configured;
  const choices = modelChoices({ ...options, configured }).filter(({ provider }) => !paused.has(provider));
  for (const { id, name } of choices.slice(0, MOST_BUTTONS)) keyboard.text(name, `answer:with:${id}`).row();
  return keyboard.text(ctx.translate('button-back'), 'answer:back');
}

function isAboutPictures(question: object | null): boolean {
  return ((question as AskedQuestion | null)?.pictureIds ?? []).length > 0;
}

/** That the buttons cannot be changed, as of a message that was deleted, is no reason not to answer. */
async function showKeyboard(ctx: BotContext, keyboard: InlineKeyboard | undefined): Promise<void> {
  await ctx.editMessageReplyMarkup({ reply_markup: keyboard }).catch(() => undefined);
}
