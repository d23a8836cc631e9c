import { Composer, type CallbackQueryContext } from 'grammy';
import type { AccessService } from '../../access/access-service.ts';
import type { AccessRow } from '../../database/admin/access-store.ts';
import { onlyAdmins } from '../admin/only-admins.ts';
import { answerPress } from '../messages/answer-press.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import type { Language } from '../people/languages.ts';
import type { Viewer } from '../../usage/settings/runtime-settings.ts';
import { safeName } from '../../localization/direction.ts';
import {
  ACCESS_DATA,
  ACCESS_UNDO_DATA,
  accessCardKeyboard,
  accessCardText,
  type AccessFacts,
  type AccessVerb,
} from './access-card.ts';

export interface AccessButtonsOptions {
  access: AccessService;
  readFacts: (accountId: bigint) => Promise<AccessFacts>;
  /** Tells an account, in its language, that it is let in. Never rejects. */
  tellLetIn: (row: AccessRow) => Promise<void>;
  languageFor: (viewer: Viewer) => Promise<Language>;
  /** The chat that gets the cards; `null`: every admin, privately. */
  reportChatId: number | null;
}

type Pressed = CallbackQueryContext<BotContext>;

const A_DAY_MS = 24 * 3_600_000;

/** The buttons of cards: let in, let in for a day, block, and undo. Each press is checked against the present. */
export function accessButtons(options: AccessButtonsOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    ACCESS_DATA,
    onlyAdmins((ctx) => decide(ctx, options)),
  );
  composer.callbackQuery(
    ACCESS_UNDO_DATA,
    onlyAdmins((ctx) => undo(ctx, options)),
  );
  return composer;
}

async function decide(ctx: Pressed, options: AccessButtonsOptions): Promise<void> {
  const [, verb, id, seen] = ctx.match as unknown as [string, AccessVerb, string, string];
  const accountId = BigInt(id);
  if (options.access.rules.adminIds.includes(Number(accountId)))
    return answerPress(ctx, ctx.translate('toast-is-admin'));
  const until = verb === 'day' ? new Date(ctx.now.getTime() + A_DAY_MS) : null;
  const state = verb === 'block' ? 'blocked' : 'admitted';
  const decision = { accountId, state, until, seen: Number(seen) } as const;
  const action = await options.access.decide(decision, BigInt(ctx.personId));
  const facts = await options.readFacts(accountId);
  await answerPress(ctx, action ? ctx.translate('toast-done') : quickerText(ctx, facts));
  await showCard(ctx, options, facts, action?.id ?? null);
  if (action && state === 'admitted' && facts.row) await options.tellLetIn(facts.row);
}

async function undo(ctx: Pressed, options: AccessButtonsOptions): Promise<void> {
  const [, id, actionId] = ctx.match as unknown as [string, string, string];
  const result = await options.access.undo(actionId, BigInt(ctx.personId));
  const texts = { undone: 'toast-done', already: 'toast-undone-before', changed: 'toast-changed-since' };
  await answerPress(ctx, ctx.translate(result ? texts[result.type] : 'toast-expired'));
  await showCard(ctx, options, await options.readFacts(BigInt(id)), null);
}

function quickerText(ctx: Pressed, { row, names }: AccessFacts): string {
  const by = row?.decidedBy ?? null;
  if (by === null) return ctx.translate('toast-access-changed');
  return ctx.translate('toast-access-decided', { name: safeName(names.get(by) ?? String(by)) });
}

/** Rewrites the pressed card as things stand now. */
async function showCard(
  ctx: Pressed,
  options: AccessButtonsOptions,
  facts: AccessFacts,
  undoable: string | null,
): Promise<void> {
  // A card stays in the language in which it came: the report chat has its own.
  const isReportChat = ctx.chat?.id === options.reportChatId;
  const language = isReportChat ? await options.languageFor('report_chat') : ctx;
  const inPrivate = ctx.chat?.type === 'private';
  const keyboard = accessCardKeyboard(facts, language, { undoable, inPrivate });
  await editInPlace(ctx, accessCardText(facts, language), { reply_markup: { inline_keyboard: keyboard } });
}
