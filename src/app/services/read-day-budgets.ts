import type { Config } from '../../config/config.ts';
import type { Database } from '../../database/engine/database.ts';
import { readDaySpenders } from '../../database/reading/day-spenders-store.ts';
import { limitSetting } from '../../database/totals/limit-settings.ts';
import { dayOf } from '../../foundation/day.ts';
import { createPseudonyms } from '../../foundation/pseudonym.ts';
import type { DayBudget } from '../../usage/alerts/watch-day-budgets.ts';
import type { RuntimeSettings } from '../../usage/settings/runtime-settings.ts';
import { openMoneyBudgets, readBudgetStates } from './read-month-budgets.ts';

/** Returns what reads the day budgets of persons and groups that may be near their end, and those of `refused`. */
export function createReadDayBudgets(
  database: Database,
  settings: RuntimeSettings,
  config: Pick<Config, 'money' | 'timeZone' | 'adminIds' | 'botToken'>,
): (now: Date, refused: readonly bigint[]) => Promise<DayBudget[]> {
  const money = openMoneyBudgets(settings, config);
  const pseudonymOf = createPseudonyms(config.botToken);
  return async (now, refused) => {
    const own = ['user/', 'group/'].flatMap((kind) => settings.amountsUnder(limitSetting(kind)));
    const limits = [config.money.userDaily, config.money.groupDaily, ...own].filter((limit) => limit > 0n);
    if (limits.length === 0) return [];
    const smallest = limits.reduce((least, limit) => (limit < least ? limit : least));
    const least = (smallest * BigInt(settings.alertPercent)) / 100n;
    const spenders = await readDaySpenders(database, dayOf(now, config.timeZone), least);
    const scopes = [...new Set([...spenders, ...refused])].flatMap((id) => money.day(id, now) ?? []);
    return readBudgetStates(database, scopes, pseudonymOf);
  };
}
