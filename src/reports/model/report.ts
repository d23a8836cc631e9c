import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money.ts';
import type { Telemetry } from '../../providers/contract/provider.ts';
import type { PeriodChange } from '../../usage/reading/compare-periods.ts';
import type { MonthForecast } from '../../usage/reading/forecast-month.ts';
import type { Headroom } from '../../usage/quotas/headroom.ts';
import type { DownReason } from '../../usage/alerts/provider-state.ts';
import type { ReplicaState } from '../../usage/reading/read-usage.ts';
import type { Unexplained } from '../../usage/quotas/unexplained-requests.ts';
import type { UsageTotals } from '../../usage/reading/usage-totals.ts';

export type { DownReason, Headroom, UsageTotals };

/**
 * How a provider can be watched: green, usage comes with every answer; blue, counted by us; yellow, live
 * limits in response headers; red, it fails; white, it is not configured.
 */
export type ProviderColour = 'green' | 'blue' | 'yellow' | 'red' | 'white';

/** The colour of a provider that works, by how it reports its use (the contract's colours). */
export const COLOURS = { usage: 'green', counted: 'blue', headers: 'yellow' } as const satisfies Record<
  Telemetry,
  ProviderColour
>;

export interface ProviderReport {
  id: 'groq' | 'gemini' | 'cerebras' | 'cohere';
  name: string;
  status: ProviderColour;
  /** How it reports its use; the explanation in the report follows it even while the provider is red. */
  telemetry: Telemetry;
  reason: DownReason | null;
  /** When a provider that refuses for now is worth asking again. */
  retryAt: Date | null;
  /** Which admin paused it and when; `null` while it is asked. */
  paused: { userId: bigint; name: string | null; since: Date } | null;
  /** Where a person checks by hand, for providers without live readings. */
  manualCheckUrl: string | null;
  usage: UsageTotals;
  /** How long its answers took; null without any in the period, and in a report about one person. */
  latency: { medianMs: number; p95Ms: number } | null;
  headroom: readonly Headroom[];
  /** Requests that the provider counted and this bot did not make; null when there are none to speak of. */
  unexplained: Unexplained | null;
}

export interface UserUsage {
  userId: bigint;
  /** The name Telegram gave; null when the person is unknown or asked to be forgotten. */
  name: string | null;
  requests: number;
  totalTokens: number;
  costPicoUsd: PicoUsd;
}

export interface Report {
  generatedAt: Date;
  period: { from: Day; to: Day; days: number; timezone: string };
  /** Set when the report is about one person only. */
  person: { userId: bigint; name: string | null } | null;
  /** The numbers come from generated history (`npm run history` or the demo). */
  generatedHistory: boolean;
  /** Whether it was read from the replica, or why not; null where there is none. */
  replica: ReplicaState | null;
  providers: readonly ProviderReport[];
  summary: { total: number; active: number; complete: number };
  totals: UsageTotals;
  /** Against the period before; null without one to compare with. */
  change: PeriodChange | null;
  /** Failed requests by the class of their failure, most first. */
  failures: readonly { status: string; requests: number }[];
  /** Null while too little is known, and in a report about one person. */
  forecast: MonthForecast | null;
  days: readonly {
    date: Day;
    provider: ProviderReport['id'];
    requests: number;
    totalTokens: number;
    costPicoUsd: PicoUsd;
  }[];
  models: readonly (UsageTotals & { provider: ProviderReport['id']; model: string })[];
  users: readonly UserUsage[];
}
