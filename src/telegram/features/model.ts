import { createHash } from 'node:crypto';
import { Composer, InlineKeyboard } from 'grammy';
import { chooseCandidates, parseCandidate, type ProviderModels } from '../../chat/choose-candidates.ts';
import type { Cooldowns } from '../../chat/cooldowns.ts';
import type { ChatStore } from '../../database/chat-store.ts';
import type { PausedProviders } from '../../usage/pauses.ts';
import { answerButton } from '../answer-button.ts';
import type { BotContext } from '../context.ts';
import { editInPlace } from '../edit-in-place.ts';
import { reply, textFor } from '../reply.ts';

export interface ModelOptions {
  chats: ChatStore;
  configured: readonly ProviderModels[];
  providerNames: Readonly<Record<string, string>>;
  cooldowns: Cooldowns;
  readPaused: () => Promise<PausedProviders>;
}

/** `/model`: which model answers in this chat. Only what is configured and not paused can be chosen. */
export function model(options: ModelOptions): Composer<BotContext> {
  const { chats, configured } = options;
  const composer = new Composer<BotContext>();
  composer.command('model', async (ctx) => {
    if (configured.length === 0) {
      await reply(ctx, 'error-not-configured');
      return;
    }
    const paused = await options.readPaused();
    const available = configured.filter(({ provider }) => !paused.has(provider));
    const chosen = parseCandidate(await chats.model(BigInt(ctx.chat.id)), available);
    const [current] = chooseCandidates(available, chosen, options.cooldowns).candidates;
    const name = current ? nameOf(options, current.provider, current.model) : '–';
    await reply(ctx, 'model-choose', { model: name }, keyboardOf(ctx, options, paused));
  });
  composer.callbackQuery(/^model:([0-9a-f]{16})$/, async (ctx) => {
    const picked = allModels(configured).find((item) => idOf(item) === ctx.match[1]);
    if (!picked || !ctx.chat) {
      await answerButton(ctx, ctx.translate('toast-expired'));
      return;
    }
    if ((await options.readPaused()).has(picked.provider)) {
      const provider = options.providerNames[picked.provider] ?? picked.provider;
      await answerButton(ctx, ctx.translate('toast-model-paused', { provider }));
      return;
    }
    await chats.chooseModel(BigInt(ctx.chat.id), `${picked.provider}/${picked.model}`);
    await answerButton(ctx);
    await editInPlace(
      ctx,
      textFor(ctx, 'model-set', { model: nameOf(options, picked.provider, picked.model) }),
    );
  });
  return composer;
}

function keyboardOf(ctx: BotContext, options: ModelOptions, paused: PausedProviders): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const item of allModels(options.configured)) {
    const name = nameOf(options, item.provider, item.model);
    const label = paused.has(item.provider) ? ctx.translate('button-model-paused', { model: name }) : name;
    keyboard.text(label, `model:${idOf(item)}`).row();
  }
  return keyboard;
}

function allModels(configured: readonly ProviderModels[]): { provider: string; model: string }[] {
  return configured.flatMap(({ provider, models }) => models.map((name) => ({ provider, model: name })));
}

function nameOf({ providerNames }: ModelOptions, provider: string, name: string): string {
  return `${providerNames[provider] ?? provider}: ${name}`;
}

/** A button holds 64 bytes and a model's name may be longer; a hash also survives a change of the order. */
function idOf(item: { provider: string; model: string }): string {
  return createHash('sha256').update(`${item.provider}/${item.model}`).digest('hex').slice(0, 16);
}
