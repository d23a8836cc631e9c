import type { Day } from '../foundation/day.ts';
import type { PicoUsd } from '../foundation/money.ts';

/**
 * How a provider can be watched: green, usage comes with every answer; blue, counted by us; yellow, live
 * limits in response headers; red, it fails; white, it is not configured.
 */
export type ProviderColour = 'green' | 'blue' | 'yellow' | 'red' | 'white';

/** Why a provider is red, in words that the locales translate (`reason-…`). */
export type DownReason =
  | 'unauthorized'
  | 'rate_limited'
  | 'quota_exhausted'
  | 'payment_required'
  | 'timeout'
  | 'network'
  | 'server_error'
  | 'model_not_found'
  | 'error';

export interface UsageTotals {
  /** Every request sent, failed ones too. */
  requests: number;
  failed: number;
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
  /** `totalTokens / requests`, unrounded; null without requests. */
  averageTokens: number | null;
  costPicoUsd: PicoUsd;
  /** The part of the cost that rests on a provider's flat rate, because the model has no known price. */
  flatCostPicoUsd: PicoUsd;
  lastUsedAt: Date | null;
}

export interface Headroom {
  model: string;
  unit: 'requests' | 'tokens' | 'audio_seconds';
  window: 'minute' | 'hour' | 'day' | 'month';
  limit: number | null;
  remaining: number | null;
  resetAt: Date | null;
  source: 'reported' | 'counted' | 'learned';
  observedAt: Date;
  /** At or beyond the alert threshold. */
  nearEnd: boolean;
}

export interface ProviderReport {
  id: 'groq' | 'gemini' | 'cerebras' | 'cohere';
  name: string;
  status: ProviderColour;
  /** The colour it has while it works: what its explanation follows even when it is red. */
  watch: 'green' | 'blue' | 'yellow';
  reason: DownReason | null;
  /** When a provider that refuses for now is worth asking again. */
  retryAt: Date | null;
  /** Where a person checks by hand, for providers without live readings. */
  manualCheckUrl: string | null;
  usage: UsageTotals;
  headroom: readonly Headroom[];
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
  providers: readonly ProviderReport[];
  summary: { total: number; active: number; complete: number };
  totals: UsageTotals;
  days: readonly { date: Day; provider: ProviderReport['id']; requests: number; totalTokens: number; costPicoUsd: PicoUsd }[];
  models: readonly (UsageTotals & { provider: ProviderReport['id']; model: string })[];
  users: readonly UserUsage[];
}
