import type { Config } from '../../config/config.ts';
import { createUserBudgetStore } from '../../database/admin/user-budget-store.ts';
import { readMoneySpent } from '../../database/ledger/money-store.ts';
import { limitSetting } from '../../database/totals/limit-settings.ts';
import { dayOf } from '../../foundation/day.ts';
import { createPseudonyms } from '../../foundation/pseudonym.ts';
import type { AccountBudgets } from '../../telegram/access/account-budgets.ts';
import { openMoneyBudgets } from '../services/read-month-budgets.ts';
import type { Services } from '../services/open-services.ts';

/** Returns what reads the budgets of a person or a group, and which of them an admin set for them alone. */
export function createReadAccountBudgets(
  { database, settings }: Services,
  config: Config,
): (accountId: bigint, now: Date) => Promise<AccountBudgets> {
  const money = openMoneyBudgets(settings, config);
  const tokens = createUserBudgetStore(database);
  const pseudonymOf = createPseudonyms(config.botToken);
  return async (accountId, now) => {
    await settings.catchUp();
    const isGroup = accountId < 0n;
    const scope = money.day(accountId, now);
    const [spent = 0n] = await readMoneySpent(database, pseudonymOf, scope ? [scope] : []);
    const ownMoney = settings.picoUsd(limitSetting(`${isGroup ? 'group' : 'user'}/${accountId}`));
    const { ownTokens } = isGroup
      ? { ownTokens: null }
      : await tokens.read(accountId, dayOf(now, config.timeZone));
    return {
      money: { limit: scope?.limitPicoUsd ?? null, spent, isOwn: ownMoney !== null },
      tokens: isGroup ? null : { limit: ownTokens ?? settings.dailyTokens, isOwn: ownTokens !== null },
    };
  };
}
