import type { PicoUsd } from '../foundation/money/money.ts';
import { readUsd } from '../foundation/money/read-usd.ts';
import type { EnvironmentReader } from './environment-reader.ts';
import { quoted } from './quoted.ts';

/** Budgets in US dollars times 10^12; 0 is no limit. */
export interface MoneyConfig {
  userDaily: PicoUsd;
  groupDaily: PicoUsd;
  monthly: PicoUsd;
  providerMonthly: ReadonlyMap<string, PicoUsd>;
}

/** Reads the budgets in money. `providerIds` are those that may have one of their own. */
export function readMoney(read: EnvironmentReader, providerIds: readonly string[]): MoneyConfig {
  return {
    userDaily: readBudget(read, 'USER_DAILY_USD'),
    groupDaily: readBudget(read, 'GROUP_DAILY_USD'),
    monthly: readBudget(read, 'MONTHLY_USD'),
    providerMonthly: new Map(providerIds.map((id) => [id, readBudget(read, monthlyName(id))])),
  };
}

/** The variable that holds a provider's month in money. */
export function monthlyName(providerId: string): string {
  return `${providerId.toUpperCase().replaceAll('-', '_')}_MONTHLY_USD`;
}

function readBudget(read: EnvironmentReader, name: string): PicoUsd {
  const value = read.text(name);
  const amount = value === null ? 0n : readUsd(value);
  if (amount === null)
    read.problem(name, `must be an amount in US dollars, 0 for no limit, not ${quoted(value ?? '')}`);
  return amount ?? 0n;
}
