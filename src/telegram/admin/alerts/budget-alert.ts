import { Composer, type CallbackQueryContext } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { ChangedMeanwhile } from '../../../database/engine/changed-meanwhile.ts';
import type { MoneyScope } from '../../../database/totals/ledger-rows.ts';
import { leftOf, type PicoUsd } from '../../../foundation/money/money.ts';
import { latinName, markLines, stripMarks } from '../../../localization/direction.ts';
import { formatDate } from '../../../localization/formats/format-date.ts';
import { formatRemaining } from '../../../localization/formats/format-duration.ts';
import { formatLimit, formatMoneyApart } from '../../../localization/formats/format-money.ts';
import { formatUsed } from '../../../localization/formats/format-number.ts';
import type { BudgetAlert } from '../../../usage/alerts/decide-budget-alerts.ts';
import { answerPress } from '../../messages/answer-press.ts';
import type { BotContext } from '../../messages/context.ts';
import { shortHash } from '../../messages/short-hash.ts';
import type { Language } from '../../people/languages.ts';
import { onlyAdmins } from '../only-admins.ts';
import { tellAdmins, type AdminRecipients } from '../tell-admins.ts';

const TITLES: Readonly<Record<BudgetAlert['change'], string>> = {
  forecast: 'alert-budget-forecast',
  warned: 'alert-budget-warned',
  spent: 'alert-budget-spent',
  renewed: 'alert-budget-renewed',
};
const RAISE_DATA = /^budget-raise:([0-9a-f]{16})$/;

export interface SendBudgetAlertOptions extends AdminRecipients {
  providerNames: Readonly<Record<string, string>>;
}

/** Tells admins how far a budget in money is spent, with a button that raises it for this month. */
export function sendBudgetAlert(
  options: SendBudgetAlertOptions,
  alert: BudgetAlert,
  now: Date,
): Promise<boolean> {
  return tellAdmins(options, (language) => ({
    text: budgetAlertText(alert, language, options.providerNames, now),
    options: { reply_markup: { inline_keyboard: keyboard(alert, language) } },
  }));
}

/** What there is to read about a budget in money. */
export function budgetAlertText(
  { change, state, renewsAt, endsAt }: BudgetAlert,
  { translate, style, locale }: Language,
  providerNames: Readonly<Record<string, string>>,
  now: Date,
): string {
  const { scope, spentPicoUsd } = state;
  const name = nameOf(scope, { translate, locale }, providerNames);
  const leftPicoUsd = leftOf(scope.limitPicoUsd, spentPicoUsd);
  const [left = '', limit = ''] = formatMoneyApart([leftPicoUsd, scope.limitPicoUsd], style);
  const percent = formatUsed(Number(spentPicoUsd) / Number(scope.limitPicoUsd), style);
  const lines = [
    translate(TITLES[change], { name, date: endsAt ? formatDate(endsAt, style) : '' }),
    translate('alert-budget-amount', { left, limit, percent }),
  ];
  if (change === 'spent' && spentPicoUsd < scope.limitPicoUsd)
    lines.push(translate('alert-budget-too-little'));
  if (change !== 'renewed')
    lines.push(translate('alert-budget-renews', { time: formatRemaining(renewsAt, now, translate, style) }));
  return markLines(lines.join('\n'), locale);
}

/** Whose budget it is. */
function nameOf(
  { kind, id }: Pick<MoneyScope, 'kind' | 'id'>,
  { translate, locale }: Pick<Language, 'translate' | 'locale'>,
  providerNames: Readonly<Record<string, string>>,
): string {
  return kind === 'provider' ? latinName(providerNames[id] ?? id, locale) : translate('budget-of-all');
}

function keyboard({ change, state }: BudgetAlert, { translate, style }: Language): InlineKeyboardButton[][] {
  if (change === 'renewed') return [];
  const amount = formatLimit(state.scope.limitPicoUsd / 2n, style);
  const text = stripMarks(translate('button-budget-raise', { amount }));
  return [[{ text, callback_data: `budget-raise:${hashOf(state.scope)}` }]];
}

/** A button names the amount by which it raises, so it is over when the limit is another one. */
function hashOf({ key, date, limitPicoUsd }: MoneyScope): string {
  return shortHash(`${key}/${date}/${limitPicoUsd}`);
}

export interface BudgetButtonsOptions {
  /** The budgets of this month, by their keys. */
  monthBudgets: () => MoneyScope[];
  providerNames: Readonly<Record<string, string>>;
  /** Adds to a budget of this month; resolves with its limit then. */
  raiseBudget: (budget: { key: string; date: string }, amount: PicoUsd, by: bigint) => Promise<PicoUsd>;
}

/** The button under such an alert. */
export function budgetButtons(options: BudgetButtonsOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    RAISE_DATA,
    onlyAdmins((ctx) => raise(ctx, options)),
  );
  return composer;
}

async function raise(ctx: CallbackQueryContext<BotContext>, options: BudgetButtonsOptions): Promise<void> {
  const budget = options.monthBudgets().find((one) => hashOf(one) === ctx.match[1]);
  if (!budget) return answerPress(ctx, ctx.translate('toast-alert-over'));
  try {
    const limit = await options.raiseBudget(budget, budget.limitPicoUsd / 2n, BigInt(ctx.personId));
    const values = { name: nameOf(budget, ctx, options.providerNames), limit: formatLimit(limit, ctx.style) };
    await answerPress(ctx, ctx.translate('toast-budget-raised', values));
    // The same press again would raise it once more.
    await ctx.editMessageReplyMarkup().catch(() => undefined);
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    await answerPress(ctx, ctx.translate('toast-access-changed'));
  }
}
