import type { UsageStore } from '../../database/reading/usage-store.ts';
import { periodOf } from './read-usage.ts';
import { sumTotals, type UsageTotals } from './usage-totals.ts';

/** What one person used: today and over the last days. */
export interface OwnUsage {
  today: UsageTotals;
  period: UsageTotals;
  /** What today took from the budget: tokens, and recordings as tokens. */
  spentTokens: number;
  days: number;
}

const DAYS = 30;

export async function readOwnUsage(
  store: UsageStore,
  userId: bigint,
  now: Date,
  timeZone: string,
): Promise<OwnUsage> {
  const { from, to } = periodOf(now, DAYS, timeZone);
  const [today, period, heardTokens] = await Promise.all([
    store.totalsOfUser(userId, to, to),
    store.totalsOfUser(userId, from, to),
    store.heardTokensOfUser(userId, to, now),
  ]);
  const totals = sumTotals(today);
  const spentTokens = totals.totalTokens + heardTokens;
  return { today: totals, period: sumTotals(period), spentTokens, days: DAYS };
}
