import type { ForgottenUseStore } from '../../database/people/forgotten-use-store.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import { periodOf } from './read-usage.ts';
import { sumTotals, type UsageTotals } from './usage-totals.ts';

/** What one account used: today and over the last days. */
export interface OwnUsage {
  today: UsageTotals;
  period: UsageTotals;
  days: number;
  /** What today took from the budget: tokens, recordings as tokens, and those from before the person was forgotten. */
  budgetedTokens: number;
}

export interface OwnUsageSources {
  usage: Pick<UsageStore, 'totalsOfPayer' | 'totalsOfUser' | 'heardTokensOfUser'>;
  forgottenUse: Pick<ForgottenUseStore, 'tokens'>;
  timeZone: string;
}

const DAYS = 30;

/** Whose use is meant: of an account itself, as its budget counts it, or of a group with all its members. */
export type UsageOf = 'payer' | 'group';

/** Reads what an account used until `now`. */
export async function readOwnUsage(
  { usage, forgottenUse, timeZone }: OwnUsageSources,
  userId: bigint,
  now: Date,
  of: UsageOf = 'payer',
): Promise<OwnUsage> {
  const { from, to } = periodOf(now, DAYS, timeZone);
  const totals = of === 'group' ? usage.totalsOfUser : usage.totalsOfPayer;
  const [ofToday, ofPeriod, heard, forgotten] = await Promise.all([
    totals(userId, to, to),
    totals(userId, from, to),
    usage.heardTokensOfUser(userId, to, now),
    forgottenUse.tokens(userId, to),
  ]);
  const today = sumTotals(ofToday);
  const budgetedTokens = today.totalTokens + heard + forgotten;
  return { today, period: sumTotals(ofPeriod), days: DAYS, budgetedTokens };
}
