import type { MoneyClaim, MoneyScope } from '../../database/totals/ledger-rows.ts';
import { limitInForce } from '../../database/totals/limit-settings.ts';
import { addDays, dayOf } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import { firstDayOfMonth, firstDayOfNextMonth } from '../../foundation/month.ts';

/** Who pays for a request, and who answers it. */
export interface PayingRequest {
  userId: bigint;
  /** Of a group or channel where negative. */
  chatId: bigint;
  provider: string;
}

/** What a request costs at least to be worth making, and at most. */
export interface CostBounds {
  minimumPicoUsd: PicoUsd;
  wantedPicoUsd: PicoUsd;
}

export interface MoneyBudgets {
  /** The claim of a request made `now`; `null` where no budget in money applies. */
  claim(request: PayingRequest, bounds: () => CostBounds, now: Date): MoneyClaim | null;
  /** The budgets of the month of `now`: everybody's first, then those of providers. */
  months(now: Date): MoneyScope[];
  /** The budget of the day of a person or group; `null` where they have none. */
  day(accountId: bigint, now: Date): MoneyScope | null;
}

/** Limits in US dollars times 10^12; 0 is no limit. */
export interface MoneyLimits {
  userDaily: PicoUsd;
  groupDaily: PicoUsd;
  monthly: PicoUsd;
  providerMonthly: ReadonlyMap<string, PicoUsd>;
}

export interface MoneyBudgetsOptions {
  limits: MoneyLimits;
  /** What an admin set instead for `user/42`, `group/-100`, `provider/groq` or `all`; `null` where nothing is set. */
  ownLimit: (key: string) => PicoUsd | null;
  /** What an admin added to a budget for its day or month. */
  raise: (key: string, date: string) => PicoUsd;
  adminIds: readonly number[];
  timeZone: string;
}

/** Whose budget in money is how large. What is left of it, the ledger decides with each booking. */
export function createMoneyBudgets(options: MoneyBudgetsOptions): MoneyBudgets {
  const { limits, adminIds } = options;
  const admins = new Set(adminIds.map(BigInt));
  const month = (kind: 'provider' | 'all', id: string, limit: PicoUsd, now: Date) =>
    scope(options, { kind, id, limit, period: () => monthOf(now, options.timeZone) });
  const day = (kind: 'user' | 'group', id: bigint, limit: PicoUsd, now: Date) =>
    scope(options, { kind, id: String(id), limit, period: () => dayScope(now, options.timeZone) });
  const dayOfAccount = (id: bigint, now: Date) => {
    if (id < 0n) return day('group', id, limits.groupDaily, now);
    return admins.has(id) ? null : day('user', id, limits.userDaily, now);
  };
  return {
    claim: ({ userId, chatId, provider }, bounds, now) => {
      const scopes = [
        // Whoever pays as a group is charged as one.
        dayOfAccount(userId, now),
        chatId < 0n && chatId !== userId && !admins.has(userId) ? dayOfAccount(chatId, now) : null,
        month('provider', provider, limits.providerMonthly.get(provider) ?? 0n, now),
        month('all', '', limits.monthly, now),
      ].filter((one) => one !== null);
      return scopes.length === 0 ? null : { scopes, ...bounds() };
    },
    months: (now) =>
      [
        month('all', '', limits.monthly, now),
        ...Array.from(limits.providerMonthly, ([id, limit]) => month('provider', id, limit, now)),
      ].filter((one) => one !== null),
    day: dayOfAccount,
  };
}

interface Wanted extends Pick<MoneyScope, 'kind' | 'id'> {
  limit: PicoUsd;
  period: () => Pick<MoneyScope, 'date' | 'until'>;
}

function scope(
  { ownLimit, raise }: MoneyBudgetsOptions,
  { kind, id, limit, period }: Wanted,
): MoneyScope | null {
  const key = kind === 'all' ? kind : `${kind}/${id}`;
  const own = ownLimit(key);
  // Every request asks for four budgets, of which most bots have none.
  if (limitInForce(limit, own, null) === null) return null;
  const { date, until } = period();
  const limitPicoUsd = limitInForce(limit, own, raise(key, date));
  return limitPicoUsd === null ? null : { kind, id, key, date, until, usualPicoUsd: limit, limitPicoUsd };
}

function dayScope(now: Date, timeZone: string): Pick<MoneyScope, 'date' | 'until'> {
  const date = dayOf(now, timeZone);
  return { date, until: addDays(date, 1) };
}

function monthOf(now: Date, timeZone: string): Pick<MoneyScope, 'date' | 'until'> {
  const day = dayOf(now, timeZone);
  return { date: firstDayOfMonth(day), until: firstDayOfNextMonth(day) };
}
