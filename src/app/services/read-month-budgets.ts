import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/engine/database.ts';
import { readMoneySpent } from '../../database/ledger/money-store.ts';
import type { MoneyScope } from '../../database/totals/ledger-rows.ts';
import { limitSetting, raiseSetting } from '../../database/totals/limit-settings.ts';
import { startOfDay } from '../../foundation/day.ts';
import { createPseudonyms } from '../../foundation/pseudonym.ts';
import type { Report } from '../../reports/model/report.ts';
import type { BudgetState } from '../../usage/alerts/decide-budget-alerts.ts';
import { createMoneyBudgets, type MoneyBudgets } from '../../usage/budgets/money-budgets.ts';
import type { RuntimeSettings } from '../../usage/settings/runtime-settings.ts';

type MoneySettings = Pick<Config, 'money' | 'timeZone'> & Partial<Pick<Config, 'adminIds'>>;

/** Wires budgets in money: the operator's, and what admins set instead. Without admins, nobody is exempt. */
export function openMoneyBudgets(settings: RuntimeSettings, config: MoneySettings): MoneyBudgets {
  return createMoneyBudgets({
    limits: config.money,
    ownLimit: (key) => settings.picoUsd(limitSetting(key)),
    raise: (key, date) => settings.picoUsd(raiseSetting(key, date)) ?? 0n,
    adminIds: config.adminIds ?? [],
    timeZone: config.timeZone,
  });
}

/** Budgets with what is spent and held of them. Without `pseudonymOf`, those of months, which are nobody's own. */
export async function readBudgetStates(
  database: Database,
  scopes: readonly MoneyScope[],
  pseudonymOf = createPseudonyms(),
): Promise<Omit<BudgetState, 'wasRefused'>[]> {
  const spent = await readMoneySpent(database, pseudonymOf, scopes);
  return scopes.map((scope, index) => ({ scope, spentPicoUsd: spent[index] ?? 0n }));
}

/** Returns what reads the budgets of this month for a report. */
export function createReadBudgets(
  database: Database,
  settings: RuntimeSettings,
  config: MoneySettings,
): (now: Date) => Promise<Report['budgets']> {
  const money = openMoneyBudgets(settings, config);
  return async (now) => {
    const states = await readBudgetStates(database, money.months(now));
    return states.map(({ scope, spentPicoUsd }) => ({
      scope: scope.kind === 'all' ? 'all' : scope.id,
      window: 'month',
      limitPico: scope.limitPicoUsd,
      usedPico: spentPicoUsd,
      renewsAt: startOfDay(scope.until, config.timeZone),
    }));
  };
}
