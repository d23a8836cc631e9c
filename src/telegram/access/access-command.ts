import { Composer } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { ListedAccount, ListedAccounts } from '../../access/listed-accounts.ts';
import type { AccessState, AccessStore } from '../../database/admin/access-store.ts';
import type { AdminAction } from '../../database/admin/admin-action-store.ts';
import { Count } from '../../localization/count.ts';
import { cleanName, markLines, stripMarks } from '../../localization/direction.ts';
import { normalizeInput } from '../../localization/normalize-input.ts';
import { readAccountId, readUsername } from '../../localization/read-account-id.ts';
import { onlyAdmins } from '../admin/only-admins.ts';
import { answerPress } from '../messages/answer-press.ts';
import { COMMAND_EXAMPLES } from '../messages/command-examples.ts';
import type { BotContext } from '../messages/context.ts';
import { editInPlace } from '../messages/edit-in-place.ts';
import { reply, replyOptions } from '../messages/reply.ts';
import { accessCardKeyboard, accessCardText, type AccessFacts } from './access-card.ts';
import { trailText } from './access-trail.ts';

export interface AccessCommandOptions {
  store: Pick<AccessStore, 'accountsNamed'>;
  lists: ListedAccounts;
  readFacts: (accountId: bigint) => Promise<AccessFacts>;
  recentActions: () => Promise<{ actions: AdminAction[]; names: ReadonlyMap<bigint, string> }>;
  /** Where cards and names may be shown besides an admin's private chat. */
  reportChatId: number | null;
}

type Screen = { text: string; rows: InlineKeyboardButton[][] };
type Listed = Exclude<AccessState, 'noted'>;

const LISTS: Readonly<Record<Listed, { title: string; button: string; empty: string }>> = {
  asked: { title: 'access-list-asked', button: 'button-access-asked', empty: 'access-none-asked' },
  admitted: {
    title: 'access-list-admitted',
    button: 'button-access-admitted',
    empty: 'access-none-admitted',
  },
  blocked: { title: 'access-list-blocked', button: 'button-access-blocked', empty: 'access-none-blocked' },
};
const A_PAGE = 8;
const LIST_DATA = /^access-list:(asked|admitted|blocked):(\d{1,6})$/;
const CARD_DATA = /^access-card:(-?\d{1,16})$/;
const MENU_DATA = /^access:(menu|acts)$/;

/** `/access`: who waits, who is let in and who is blocked; `/access ID` or `/access @name` is one account's card. */
export function accessCommand(options: AccessCommandOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.command('access', async (ctx) => {
    if (!ctx.isAdmin) return reply(ctx, 'error-admin-only');
    if (ctx.chat.type !== 'private' && ctx.chat.id !== options.reportChatId)
      return reply(ctx, 'access-private-only', { bot: `@${ctx.me.username}` });
    const screen = await screenFor(ctx, options, normalizeInput(ctx.match));
    if (!screen) return reply(ctx, 'error-access-argument', { example: COMMAND_EXAMPLES.access });
    await ctx.reply(screen.text, { ...replyOptions(ctx), reply_markup: { inline_keyboard: screen.rows } });
  });
  composer.callbackQuery(
    MENU_DATA,
    onlyAdmins((ctx) => show(ctx, ctx.match[1] === 'menu' ? menu(ctx, options) : trail(ctx, options))),
  );
  composer.callbackQuery(
    LIST_DATA,
    onlyAdmins((ctx) => show(ctx, list(ctx, options, ctx.match[1] as Listed, Number(ctx.match[2])))),
  );
  composer.callbackQuery(
    CARD_DATA,
    onlyAdmins((ctx) => show(ctx, card(ctx, options, BigInt(ctx.match[1] ?? 0)))),
  );
  return composer;
}

async function show(ctx: BotContext, screen: Promise<Screen>): Promise<void> {
  const { text, rows } = await screen;
  await answerPress(ctx);
  await editInPlace(ctx, text, { reply_markup: { inline_keyboard: rows } });
}

/** The screen for an argument; `null` where it is neither an id nor a known name. */
async function screenFor(
  ctx: BotContext,
  options: AccessCommandOptions,
  argument: string,
): Promise<Screen | null> {
  if (argument === '') return menu(ctx, options);
  const account = readAccountId(argument);
  if (account) return card(ctx, options, account.id);
  const username = readUsername(argument) ?? readUsername(`@${argument}`);
  const [found] = username ? await options.store.accountsNamed(username) : [];
  return found === undefined ? null : card(ctx, options, found);
}

async function menu(ctx: BotContext, { lists }: AccessCommandOptions): Promise<Screen> {
  const counts = await lists.counts();
  const rows = Object.entries(LISTS).map(([state, { button }]) => {
    const count = new Count(counts.get(state as Listed) ?? 0, ctx.style);
    return [{ text: stripMarks(ctx.translate(button, { count })), callback_data: `access-list:${state}:0` }];
  });
  const trailButton = [
    { text: stripMarks(ctx.translate('button-access-trail')), callback_data: 'access:acts' },
  ];
  return { text: markLines(ctx.translate('access-menu'), ctx.locale), rows: [...rows, trailButton] };
}

async function list(
  ctx: BotContext,
  { lists }: AccessCommandOptions,
  state: Listed,
  page: number,
): Promise<Screen> {
  const found = await lists.list(state, { skip: page * A_PAGE, take: A_PAGE + 1 });
  const { title, empty } = LISTS[state];
  const rows = found.slice(0, A_PAGE).map((row) => [listButton(row)]);
  const turn = (key: string, to: number) => ({
    text: stripMarks(ctx.translate(key)),
    callback_data: `access-list:${state}:${to}`,
  });
  const turns = [
    ...(page > 0 ? [turn('button-previous', page - 1)] : []),
    ...(found.length > A_PAGE ? [turn('button-next', page + 1)] : []),
  ];
  const text = ctx.translate(found.length === 0 && page === 0 ? empty : title);
  return {
    text: markLines(text, ctx.locale),
    rows: [...rows, ...(turns.length > 0 ? [turns] : []), [back(ctx)]],
  };
}

function listButton({ accountId, title, username }: ListedAccount): InlineKeyboardButton {
  const name = cleanName(title || String(accountId), 40);
  const text = username ? `${name} · @${username}` : name;
  return { text: `${accountId < 0n ? '👥' : '👤'} ${text}`, callback_data: `access-card:${accountId}` };
}

async function card(
  ctx: BotContext,
  { readFacts }: AccessCommandOptions,
  accountId: bigint,
): Promise<Screen> {
  const facts = await readFacts(accountId);
  const keyboard = accessCardKeyboard(facts, ctx, {
    undoable: null,
    inPrivate: ctx.chat?.type === 'private',
  });
  return { text: accessCardText(facts, ctx), rows: [...keyboard, [back(ctx)]] };
}

async function trail(ctx: BotContext, { recentActions }: AccessCommandOptions): Promise<Screen> {
  const { actions, names } = await recentActions();
  return { text: trailText(actions, names, ctx), rows: [[back(ctx)]] };
}

function back(ctx: BotContext): InlineKeyboardButton {
  return { text: stripMarks(ctx.translate('button-back')), callback_data: 'access:menu' };
}
