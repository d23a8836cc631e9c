import type { Clock } from '../../foundation/clock.ts';
import { raiseSetting } from '../../database/totals/limit-settings.ts';
import { picoToDecimal, type PicoUsd } from '../../foundation/money/money.ts';
import type { BudgetButtonsOptions } from '../../telegram/admin/alerts/budget-alert.ts';
import type { MoneyBudgets } from '../../usage/budgets/money-budgets.ts';
import type { RuntimeSettings } from '../../usage/settings/runtime-settings.ts';

/** Returns what adds to a budget of this month. Throws `ChangedMeanwhile` when another admin was quicker. */
export function createRaiseBudget(
  settings: RuntimeSettings,
  money: Pick<MoneyBudgets, 'months'>,
  clock: Clock,
): BudgetButtonsOptions['raiseBudget'] {
  return async (budget, amount, by): Promise<PicoUsd> => {
    const key = raiseSetting(budget.key, budget.date);
    const value = picoToDecimal((settings.picoUsd(key) ?? 0n) + amount);
    await settings.change({ key, value, seen: settings.stored(key), by, at: clock.now() });
    return money.months(clock.now()).find((one) => one.key === budget.key)?.limitPicoUsd ?? 0n;
  };
}
