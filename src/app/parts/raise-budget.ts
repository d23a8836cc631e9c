import type { Clock } from '../../foundation/clock.ts';
import { raiseSetting } from '../../database/totals/limit-settings.ts';
import { picoToDecimal, type PicoUsd } from '../../foundation/money/money.ts';
import type { RuntimeSettings } from '../../usage/settings/runtime-settings.ts';

/**
 * Returns what adds to a budget for its day or month; `limitOf` tells its limit then. Throws `ChangedMeanwhile` when
 * another admin was quicker.
 */
export function createRaiseBudget<Budget extends { key: string; date: string }>(
  settings: RuntimeSettings,
  limitOf: (budget: Budget) => PicoUsd,
  clock: Clock,
): (budget: Budget, amount: PicoUsd, by: bigint) => Promise<PicoUsd> {
  return async (budget, amount, by) => {
    const key = raiseSetting(budget.key, budget.date);
    const value = picoToDecimal((settings.picoUsd(key) ?? 0n) + amount);
    await settings.change({ key, value, seen: settings.stored(key), by, at: clock.now() });
    return limitOf(budget);
  };
}
