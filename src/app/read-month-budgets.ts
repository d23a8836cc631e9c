import { readMoneySpent } from '../database/ledger/money-store.ts';
import type { MoneyScope } from '../database/totals/ledger-rows.ts';
import { createPseudonyms } from '../foundation/pseudonym.ts';
import type { BudgetState } from '../usage/alerts/decide-budget-alerts.ts';
import type { Services } from './open-services.ts';

/** What is spent and held of budgets of months, which are nobody's own. */
export async function readMonthBudgets(
  { database }: Pick<Services, 'database'>,
  scopes: readonly MoneyScope[],
): Promise<Omit<BudgetState, 'wasRefused'>[]> {
  const spent = await readMoneySpent(database, createPseudonyms(), scopes);
  return scopes.map((scope, index) => ({ scope, spentPicoUsd: spent[index] ?? 0n }));
}
