import { Composer, type CallbackQueryContext } from 'grammy';
import type { AdminAction } from '../../../database/admin/admin-action-store.ts';
import type { AlertStore } from '../../../database/admin/alert-store.ts';
import { latinName, markLines, safeName, safeNameOr } from '../../../localization/direction.ts';
import { formatPercent } from '../../../localization/formats/format-number.ts';
import { providerOf } from '../../../usage/alerts/alert.ts';
import type { AlertActs, AlertVerb } from '../../../usage/alerts/alert-acts.ts';
import type { PausedProviders } from '../../../usage/settings/pauses.ts';
import type { Viewer } from '../../../usage/settings/runtime-settings.ts';
import { ALERT_DATA, keyboardAfter, UNDO_DATA, type UndoButton } from './alert-keyboard.ts';
import { answerPress } from '../../messages/answer-press.ts';
import type { BotContext } from '../../messages/context.ts';
import { editInPlace } from '../../messages/edit-in-place.ts';
import type { Language } from '../../people/languages.ts';
import { onlyAdmins } from '../only-admins.ts';
import { shortHash } from '../../messages/short-hash.ts';

export interface AlertButtonsOptions {
  alerts: Pick<AlertStore, 'list'>;
  acts: AlertActs;
  readPaused: () => Promise<PausedProviders>;
  readNames: (userIds: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>>;
  providerNames: Readonly<Record<string, string>>;
  languageFor: (viewer: Viewer) => Promise<Language>;
  /** The chat that gets the alerts; `null`: every admin, privately. */
  reportChatId: number | null;
}

const TAKEN: Readonly<Record<AlertVerb, string>> = {
  pause: 'toast-paused-by',
  resume: 'toast-resumed-by',
  raise: 'toast-raised-by',
};

/** The buttons under alerts. Each press is checked again: an alert stays in a chat for ever, an admin does not. */
export function alertButtons(options: AlertButtonsOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    ALERT_DATA,
    onlyAdmins((ctx) => press(ctx, options)),
  );
  composer.callbackQuery(
    UNDO_DATA,
    onlyAdmins((ctx) => undo(ctx, options)),
  );
  return composer;
}

type Pressed = CallbackQueryContext<BotContext>;

async function press(ctx: Pressed, options: AlertButtonsOptions): Promise<void> {
  const [, verb, number, hash] = ctx.match as unknown as [string, AlertVerb, string, string];
  const episodes = await options.alerts.list();
  const found = episodes.find((it) => it.episode === Number(number) && shortHash(it.key) === hash) ?? null;
  const result = await options.acts.press(verb, found, BigInt(ctx.personId));
  if (result.type === 'over' || !found) {
    await answerPress(ctx, ctx.translate('toast-alert-over'));
    return;
  }
  const provider = providerOf(found.key);
  if (result.type === 'taken') {
    await answerPress(ctx, await takenText(ctx, options, TAKEN[verb], result.by, provider));
    await showState(ctx, options, provider, null, 'keep');
    return;
  }
  await answerPress(ctx, ctx.translate('toast-done'));
  await showState(ctx, options, provider, await doneLine(ctx, options, result.action), result.action);
}

async function undo(ctx: Pressed, options: AlertButtonsOptions): Promise<void> {
  const result = await options.acts.undo(ctx.match[1] ?? '', BigInt(ctx.personId));
  if (result.type === 'over') {
    await answerPress(ctx, ctx.translate('toast-alert-over'));
    return;
  }
  const provider = targetProvider(result.action);
  if (result.type === 'already') {
    const text = await takenText(ctx, options, 'toast-undone-by', result.action.undoneBy, provider);
    await answerPress(ctx, text);
  } else {
    await answerPress(ctx, ctx.translate(result.type === 'undone' ? 'toast-done' : 'toast-changed-since'));
  }
  const { translate } = await languageOf(ctx, options);
  const line = result.type === 'undone' ? translate('alert-act-undone', { name: ownName(ctx) }) : null;
  await showState(ctx, options, provider, line, 'drop');
}

/** Rewrites the pressed message: the alert, below it what was done last, and buttons as things stand now. */
async function showState(
  ctx: Pressed,
  options: AlertButtonsOptions,
  provider: string,
  line: string | null,
  undo: UndoButton,
): Promise<void> {
  const { message } = ctx.callbackQuery;
  // Telegram forgets what was written in messages that are too old.
  if (!message || !('text' in message) || !message.text) return;
  const language = await languageOf(ctx, options);
  const [alert = '', done] = message.text.split('\n\n');
  const below = line === null ? done : markLines(line, language.locale);
  const paused = (await options.readPaused()).has(provider);
  const shown = message.reply_markup?.inline_keyboard ?? [];
  const state = { paused, provider: options.providerNames[provider] ?? provider, undo };
  const rows = keyboardAfter(shown, state, language);
  const text = below ? `${alert}\n\n${below}` : alert;
  await editInPlace(ctx, text, { reply_markup: { inline_keyboard: rows } });
}

async function doneLine(
  ctx: Pressed,
  options: AlertButtonsOptions,
  { action, after, target }: AdminAction,
): Promise<string> {
  const { translate, style, locale } = await languageOf(ctx, options);
  const name = ownName(ctx);
  if (action === 'raise_alert') {
    const percent = formatPercent(Number(after?.['percent']) / 100, style);
    return translate('alert-act-raise', { name, percent });
  }
  const provider = latinName(options.providerNames[target] ?? target, locale);
  return translate(action === 'pause_provider' ? 'alert-act-pause' : 'alert-act-resume', { name, provider });
}

async function takenText(
  ctx: Pressed,
  { readNames, providerNames }: AlertButtonsOptions,
  key: string,
  by: bigint | null,
  provider: string,
): Promise<string> {
  const name = by === null ? null : (await readNames([by])).get(by);
  return ctx.translate(key, {
    name: safeName(name ?? String(by ?? '?')),
    provider: providerNames[provider] ?? provider,
  });
}

/** The provider that an action was about; empty for actions about people. */
function targetProvider({ action, target }: AdminAction): string {
  if (action === 'raise_alert') return providerOf(target);
  return action === 'pause_provider' || action === 'resume_provider' ? target : '';
}

/** An alert stays in the language in which it came: the report chat has its own, even where one admin alone reads it. */
function languageOf(
  ctx: Pressed,
  { languageFor, reportChatId }: AlertButtonsOptions,
): Language | Promise<Language> {
  const isOwn = ctx.chat?.type === 'private' && ctx.chat.id !== reportChatId;
  return isOwn ? ctx : languageFor('report_chat');
}

function ownName(ctx: Pressed): string {
  return safeNameOr(ctx.from?.first_name, String(ctx.personId));
}
