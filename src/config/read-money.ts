import { usdToPico, type PicoUsd } from '../foundation/money.ts';
import type { EnvironmentReader } from './environment-reader.ts';
import { quoted } from './quoted.ts';

const MOST_USD = 1e12;

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
    userDaily: readUsd(read, 'USER_DAILY_USD'),
    groupDaily: readUsd(read, 'GROUP_DAILY_USD'),
    monthly: readUsd(read, 'MONTHLY_USD'),
    providerMonthly: new Map(providerIds.map((id) => [id, readUsd(read, monthlyName(id))])),
  };
}

/** The variable that holds a provider's month in money. */
export function monthlyName(providerId: string): string {
  return `${providerId.toUpperCase().replaceAll('-', '_')}_MONTHLY_USD`;
}

function readUsd(read: EnvironmentReader, name: string): PicoUsd {
  const value = read.text(name);
  if (value === null) return 0n;
  const isAmount = /^\d*\.?\d+(?:e[+-]?\d{1,2})?$/i.test(value) && Number(value) <= MOST_USD;
  // Less than the ledger can hold would become 0, which is no limit.
  if (isAmount && (Number(value) === 0 || usdToPico(Number(value)) > 0n)) return usdToPico(Number(value));
  read.problem(name, `must be an amount in US dollars, 0 for no limit, not ${quoted(value)}`);
  return 0n;
}
