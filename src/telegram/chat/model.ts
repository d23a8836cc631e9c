import { Composer, InlineKeyboard } from 'grammy';
import { chooseCandidates, parseCandidate, type Choice } from '../../chat/choose-candidates.ts';
import type { Candidate, CircuitBreaker } from '../../chat/circuit-breaker.ts';
import type { ChatStore } from '../../database/people/chat-store.ts';
import { markLines } from '../../localization/direction.ts';
import { formatRemaining } from '../../localization/formats/format-duration.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import { mayChangeChat } from '../messages/may-change-chat.ts';
import {
  headroomLine,
  modelChoices,
  pausedText,
  type ModelChoice,
  type ModelChoicesOptions,
} from './model-choices.ts';
import { reply, replyOptions, textFor } from '../messages/reply.ts';

/** Telegram takes 100 buttons below a message, and about as many letters in it as these lines have. */
const PAGE = 25;

export interface ModelOptions extends ModelChoicesOptions {
  chats: Pick<ChatStore, 'model' | 'chooseModel'>;
  breaker: CircuitBreaker;
}

/**
 * `/model`: which model answers in this chat. Only what is configured and not paused can be chosen, in a group
 * only by its admins, since everybody there gets it.
 */
export function model(options: ModelOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('model', async (ctx) => {
    if (options.configured.length === 0) {
      await reply(ctx, 'error-not-configured');
      return;
    }
    const { text, keyboard } = await menu(ctx, options, 0);
    await ctx.reply(text, { ...replyOptions(ctx), reply_markup: keyboard });
  });
  composer.callbackQuery(/^model:page:(\d{1,4})$/, async (ctx) => {
    await answerPress(ctx);
    const { text, keyboard } = await menu(ctx, options, Number(ctx.match[1]));
    await editInPlace(ctx, text, { reply_markup: keyboard });
  });
  composer.callbackQuery(/^model:([0-9a-f]{16})$/, async (ctx) => {
    const problem = await choose(ctx, options, ctx.match[1] ?? '');
    await answerPress(ctx, problem ?? undefined);
  });
  return composer;
}

async function menu(
  ctx: BotContext,
  options: ModelOptions,
  page: number,
): Promise<{ text: string; keyboard: InlineKeyboard }> {
  const [paused] = await Promise.all([options.readPaused(), options.quotas.refresh()]);
  const available = options.configured.filter(({ provider }) => !paused.has(provider));
  const chosen = parseCandidate(await options.chats.model(BigInt(ctx.chat?.id ?? 0)), available);
  const choices = modelChoices(options);
  const title = titleOf(ctx, choices, chooseCandidates(available, chosen, options.breaker));
  // Buttons of before a restart with fewer models name pages that are gone.
  const pages = Math.ceil(choices.length / PAGE);
  const shown = page < pages ? page : 0;
  const onPage = choices.slice(shown * PAGE, (shown + 1) * PAGE);
  const lines = onPage.map((choice) => headroomLine(ctx, choice, options));
  const keyboard = new InlineKeyboard();
  for (const { provider, id, name } of onPage) {
    const label = paused.has(provider) ? ctx.translate('button-model-paused', { model: name }) : name;
    keyboard.text(label, `model:${id}`).row();
  }
  if (pages > 1) keyboard.text(ctx.translate('button-more-models'), `model:page:${(shown + 1) % pages}`);
  return { text: markLines([title, ...lines].join('\n'), ctx.locale), keyboard };
}

/** Which model answers now; where none can, which one will be the first and when. */
function titleOf(
  ctx: BotContext,
  choices: readonly ModelChoice[],
  { candidates: [current], retryAt, firstBack }: Choice,
): string {
  const nameOf = ({ provider, model: name }: Candidate) =>
    choices.find((choice) => choice.provider === provider && choice.model === name)?.name ?? name;
  if (current) return ctx.translate('model-choose', { model: nameOf(current) });
  if (!firstBack || !retryAt) return ctx.translate('model-all-paused');
  const time = formatRemaining(retryAt, ctx.now, ctx.translate, ctx.style);
  return ctx.translate('model-all-rest', { model: nameOf(firstBack), time });
}

/** The words for why nothing was chosen, or `null`. */
async function choose(ctx: BotContext, options: ModelOptions, id: string): Promise<string | null> {
  const picked = modelChoices(options).find((choice) => choice.id === id);
  if (!picked || !ctx.chat) return ctx.translate('toast-expired');
  if (!(await mayChangeChat(ctx))) return ctx.translate('toast-group-admins-only');
  if ((await options.readPaused()).has(picked.provider)) return pausedText(ctx, picked, options);
  await options.chats.chooseModel(BigInt(ctx.chat.id), `${picked.provider}/${picked.model}`);
  await editInPlace(ctx, textFor(ctx, 'model-set', { model: picked.name }));
  return null;
}
