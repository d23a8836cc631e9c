import { endOfDay } from '../../foundation/day.ts';
import { leftOf, type PicoUsd } from '../../foundation/money/money.ts';
import { Count } from '../../localization/count.ts';
import { formatRemaining } from '../../localization/formats/format-duration.ts';
import { formatMoneyApart } from '../../localization/formats/format-money.ts';
import type { Budgets } from '../../usage/budgets/budgets.ts';
import type { BotContext } from '../messages/context.ts';
import { textFor } from '../messages/reply.ts';

/** What a person may use in a day. */
export interface OwnBudgets {
  /** The budget in money of a person's or group's day; `null` where there is none. */
  readMoney: (accountId: bigint, now: Date) => Promise<{ limit: PicoUsd; spent: PicoUsd } | null>;
  budgets: Pick<Budgets, 'limitFor'>;
}

/** What is left of a budget in tokens, and when it renews. A limit of 0 is none. */
export function budgetLines(ctx: BotContext, limit: number, used: number): string[] {
  if (limit === 0) return [textFor(ctx, 'usage-budget-unlimited')];
  const renewsAt = endOfDay(ctx.now, ctx.style.timeZone);
  const left = new Count(Math.max(0, limit - used), ctx.style);
  return [
    textFor(ctx, 'usage-budget-left', { left, limit: new Count(limit, ctx.style) }),
    textFor(ctx, 'usage-budget-renews', {
      time: formatRemaining(renewsAt, ctx.now, ctx.translate, ctx.style),
    }),
  ];
}

/** What is left of the budget in money; no line without one. */
export async function moneyLines(ctx: BotContext, options: OwnBudgets, account: bigint): Promise<string[]> {
  const money = await options.readMoney(account, ctx.now);
  if (!money) return [];
  const { limit, spent } = money;
  const amounts = [leftOf(limit, spent), limit];
  const [left = '', whole = ''] = formatMoneyApart(amounts, ctx.style);
  return [textFor(ctx, 'usage-money-left', { left, limit: whole })];
}
