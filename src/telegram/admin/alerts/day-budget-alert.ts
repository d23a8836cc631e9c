import { Composer, type CallbackQueryContext } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import { ChangedMeanwhile } from '../../../database/engine/changed-meanwhile.ts';
import type { MoneyScope } from '../../../database/totals/ledger-rows.ts';
import { leftOf, type PicoUsd } from '../../../foundation/money/money.ts';
import { Count } from '../../../localization/count.ts';
import { cleanName, markLines, safeName, stripMarks } from '../../../localization/direction.ts';
import { formatLimit, formatMoneyApart } from '../../../localization/formats/format-money.ts';
import { formatUsed } from '../../../localization/formats/format-number.ts';
import type { DayBudgetAlert } from '../../../usage/alerts/watch-day-budgets.ts';
import { answerPress } from '../../messages/answer-press.ts';
import type { BotContext } from '../../messages/context.ts';
import { shortHash } from '../../messages/short-hash.ts';
import type { Language } from '../../people/languages.ts';
import { onlyAdmins } from '../only-admins.ts';
import { tellAdmins, type AdminRecipients } from '../tell-admins.ts';

const RAISE_DATA = /^day-raise:(-?\d{1,16}):([0-9a-f]{16})$/;
const LINES = {
  warned: 'alert-day-budget-warned',
  spent: 'alert-day-budget-spent',
  tooLittle: 'alert-day-budget-too-little',
} as const;
/** More than an admin goes through in a message. */
const MOST_NAMED = 10;

/** Tells admins in one message whose money of the day is nearly or wholly spent, with a button for each to raise it. */
export async function sendDayBudgetAlerts(
  recipients: AdminRecipients,
  alerts: readonly DayBudgetAlert[],
  persons: { names: (ids: readonly bigint[]) => Promise<ReadonlyMap<bigint, string>> },
): Promise<boolean> {
  const names = await persons.names(alerts.map(({ scope }) => BigInt(scope.id)));
  return tellAdmins(recipients, (language) => ({
    text: dayBudgetText(alerts, names, language),
    options: { reply_markup: { inline_keyboard: dayBudgetKeyboard(alerts, names, language) } },
  }));
}

/** What there is to read about them; those that are spent first. */
export function dayBudgetText(
  alerts: readonly DayBudgetAlert[],
  names: ReadonlyMap<bigint, string>,
  { translate, style, locale }: Language,
): string {
  const lines = spentFirst(alerts).map(({ change, scope, spentPicoUsd }) => {
    const leftPicoUsd = leftOf(scope.limitPicoUsd, spentPicoUsd);
    const [left = '', limit = ''] = formatMoneyApart([leftPicoUsd, scope.limitPicoUsd], style);
    const percent = formatUsed(Number(spentPicoUsd) / Number(scope.limitPicoUsd), style);
    const name = safeName(nameOf(scope, names));
    return translate(LINES[change === 'spent' && leftPicoUsd > 0n ? 'tooLittle' : change], {
      name,
      left,
      limit,
      percent,
    });
  });
  const more = alerts.length - lines.length;
  const rest = more > 0 ? [translate('report-left-out', { count: new Count(more, style) })] : [];
  return markLines([translate('alert-day-budgets'), ...lines, ...rest].join('\n'), locale);
}

function dayBudgetKeyboard(
  alerts: readonly DayBudgetAlert[],
  names: ReadonlyMap<bigint, string>,
  { translate, style }: Language,
): InlineKeyboardButton[][] {
  return spentFirst(alerts).map(({ scope }) => {
    const amount = formatLimit(halfOf(scope), style);
    const text = translate('button-day-budget-raise', { name: cleanName(nameOf(scope, names), 30), amount });
    return [{ text: stripMarks(text), callback_data: `day-raise:${scope.id}:${hashOf(scope)}` }];
  });
}

function spentFirst(alerts: readonly DayBudgetAlert[]): DayBudgetAlert[] {
  const [spent, warned] = [true, false].map((isSpent) =>
    alerts.filter(({ change }) => (change === 'spent') === isSpent),
  );
  return [...(spent ?? []), ...(warned ?? [])].slice(0, MOST_NAMED);
}

function nameOf({ id }: MoneyScope, names: ReadonlyMap<bigint, string>): string {
  return names.get(BigInt(id)) ?? id;
}

/** Never nothing: a limit of a trillionth of a dollar is doubled. */
function halfOf({ limitPicoUsd }: MoneyScope): PicoUsd {
  return limitPicoUsd > 1n ? limitPicoUsd / 2n : 1n;
}

/** A button names the amount by which it raises, so it is over when the limit or the day is another one. */
function hashOf({ key, date, limitPicoUsd }: MoneyScope): string {
  return shortHash(`${key}/${date}/${limitPicoUsd}`);
}

export interface DayBudgetButtonsOptions {
  /** The budget of a person or a group for today; `null` where there is none. */
  dayBudget: (accountId: bigint) => MoneyScope | null;
  /** Adds to it until the day ends; resolves with its limit then. */
  raiseDayBudget: (budget: MoneyScope, amount: PicoUsd, by: bigint) => Promise<PicoUsd>;
}

/** The buttons under such a message. */
export function dayBudgetButtons(options: DayBudgetButtonsOptions): Composer<BotContext> {
  const composer = new Composer<BotContext>();
  composer.callbackQuery(
    RAISE_DATA,
    onlyAdmins((ctx) => raise(ctx, options)),
  );
  return composer;
}

async function raise(ctx: CallbackQueryContext<BotContext>, options: DayBudgetButtonsOptions): Promise<void> {
  const [, id = '0', hash] = ctx.match;
  const budget = options.dayBudget(BigInt(id));
  if (!budget || hashOf(budget) !== hash) return answerPress(ctx, ctx.translate('toast-alert-over'));
  try {
    const limit = await options.raiseDayBudget(budget, halfOf(budget), BigInt(ctx.personId));
    await answerPress(
      ctx,
      ctx.translate('toast-day-budget-raised', { limit: formatLimit(limit, ctx.style) }),
    );
  } catch (error) {
    if (!(error instanceof ChangedMeanwhile)) throw error;
    await answerPress(ctx, ctx.translate('toast-access-changed'));
  }
}
