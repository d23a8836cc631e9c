import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';
import type { ProviderId, Telemetry } from '../../providers/contract/provider.ts';
import type { ComparedUse, PeriodChange } from '../../usage/reading/compare-periods.ts';
import type { MonthForecast } from '../../usage/reading/forecast-month.ts';
import type { Headroom } from '../../usage/quotas/headroom.ts';
import type { DownReason } from '../../usage/alerts/provider-state.ts';
import type { ReplicaState } from '../../usage/reading/read-usage.ts';
import type { Unexplained } from '../../usage/quotas/unexplained-requests.ts';
import type { UsageTotals } from '../../usage/reading/usage-totals.ts';

export type { DownReason, Headroom, UsageTotals };

/**
 * How a provider's usage is known. Green: usage comes with every answer; blue: we count; yellow: live limits
 * in response headers; red: it fails; white: not configured.
 */
export type ProviderColour = 'green' | 'blue' | 'yellow' | 'red' | 'white';

/** The colour of a working provider by its telemetry (defined by the contract). */
export const COLOURS = { usage: 'green', counted: 'blue', headers: 'yellow' } as const satisfies Record<
  Telemetry,
  ProviderColour
>;

export interface ProviderReport {
  id: ProviderId;
  name: string;
  status: ProviderColour;
  /** Its telemetry, which the report explains even while the provider is red. */
  telemetry: Telemetry;
  reason: DownReason | null;
  /** When a provider that refuses for now may be asked again. */
  retryAt: Date | null;
  /** The admin who paused it, and since when; `null` if not paused. */
  paused: { userId: bigint; name: string | null; since: Date } | null;
  /** A page for checking by hand, for providers without live readings. */
  manualCheckUrl: string | null;
  usage: UsageTotals;
  /** Answer times; `null` without answers in the period, and in a report on one person. */
  latency: { medianMs: number; p95Ms: number } | null;
  headroom: readonly Headroom[];
  /**
   * Requests on the provider's counter that this bot did not send; `null` if there are too few to mention.
   */
  unexplained: Unexplained | null;
}

export interface UserUsage {
  userId: bigint;
  /** The name from Telegram; `null` if unknown or forgotten. */
  name: string | null;
  requests: number;
  totalTokens: number;
  costPicoUsd: PicoUsd;
}

/** What one group used. */
export interface GroupUsage extends Omit<UserUsage, 'userId'> {
  chatId: bigint;
}

/** What all requests, or those to one provider, may cost in a calendar month, and what they did. */
export interface MoneyBudget {
  /** `all`, or a provider's id. */
  scope: string;
  window: 'month';
  limitPico: PicoUsd;
  usedPico: PicoUsd;
  renewsAt: Date;
}

export interface Report {
  generatedAt: Date;
  period: { from: Day; to: Day; days: number; timezone: string };
  /** Set in a report on one person. */
  person: { userId: bigint; name: string | null } | null;
  /** Whether the numbers come from generated history (`npm run history` or the demo). */
  generatedHistory: boolean;
  /** Whether the replica was read, or why not; `null` without a replica. */
  replica: ReplicaState | null;
  today: UsageTotals;
  /** What is usual by this time of day; `null` where that is not known. */
  usualToday: ComparedUse | null;
  budgets: readonly MoneyBudget[];
  providers: readonly ProviderReport[];
  summary: { total: number; active: number; complete: number };
  totals: UsageTotals;
  /** The change against the period before; `null` without one. */
  change: PeriodChange | null;
  /** Failed requests by failure class, most frequent first. */
  failures: readonly { status: string; requests: number }[];
  /** `null` while too little is known, and in a report on one person. */
  forecast: MonthForecast | null;
  /** The same for the Jalali month. */
  jalaliForecast: MonthForecast | null;
  days: readonly {
    date: Day;
    provider: ProviderReport['id'];
    requests: number;
    totalTokens: number;
    costPicoUsd: PicoUsd;
  }[];
  models: readonly (UsageTotals & { provider: ProviderReport['id']; model: string })[];
  users: readonly UserUsage[];
  /** The groups that used most. */
  groups: readonly GroupUsage[];
}
