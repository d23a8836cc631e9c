import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money.ts';

/** A request about to be sent: what is known before the call. */
export interface BookingRow {
  id: string;
  provider: string;
  model: string;
  /** The key and address that are asked; absent in what an earlier version kept. */
  keyHash?: string;
  actionType: string;
  userId: bigint | null;
  chatId: bigint | null;
  /** Our estimate of the prompt; it stays only if the process dies before the provider tells. */
  estimatedPromptTokens: number;
  /** Seconds of a recording to be written down, as announced; absent for any other request. */
  estimatedAudioSeconds?: number | null;
  leaseOwner: string;
  leaseUntil: Date;
  createdAt: Date;
  date: Day;
  /** The person's budget, when there is one. */
  budget: BudgetClaim | null;
}

export interface BudgetClaim {
  /** The person's tokens of the day. */
  limitTokens: number;
  /** The least that makes the call worth making; less room than this refuses it. */
  minimumTokens: number;
  /** The most the call can use; held until it is settled. */
  wantedTokens: number;
}

/** How a request ended: what is known after the call. */
export interface SettlementRow {
  id: string;
  provider: string;
  model: string;
  /** The name that was asked, where another one answered. */
  askedModel?: string | null;
  /** The key and address that were asked; absent in what an earlier version kept. */
  keyHash?: string;
  actionType: string;
  userId: bigint | null;
  createdAt: Date;
  date: Day;
  status: string;
  promptTokens: number | null;
  completionTokens: number | null;
  totalTokens: number | null;
  cachedTokens: number | null;
  reasoningTokens: number | null;
  audioSeconds: number | null;
  tokensEstimated: boolean;
  /** The row holds tokens of the person's budget, to be given back. */
  holdsTokens: boolean;
  rateLimitInfo: Readonly<Record<string, string>> | null;
  remainingRequests: number | null;
  remainingTokens: number | null;
  costPicoUsd: PicoUsd | null;
  costSource: string | null;
  /** Finer than the status, such as `model_not_found`; `null` for answers. */
  errorReason: string | null;
  errorMessage: string | null;
  latencyMs: number | null;
  readings: readonly QuotaReadingRow[];
  /** When a provider that refused is worth asking again. */
  retryAt: Date | null;
}

/** What the totals of days, people and hours are made of. */
export type CountedRow = Pick<
  SettlementRow,
  | 'date'
  | 'createdAt'
  | 'provider'
  | 'model'
  | 'askedModel'
  | 'keyHash'
  | 'actionType'
  | 'status'
  | 'userId'
  | 'promptTokens'
  | 'completionTokens'
  | 'totalTokens'
  | 'cachedTokens'
  | 'reasoningTokens'
  | 'tokensEstimated'
  | 'costPicoUsd'
  | 'costSource'
  | 'latencyMs'
>;

/** What a provider said is left. */
export interface QuotaReadingRow {
  provider: string;
  /** The key and address that it is true of; empty or absent in what an earlier version kept. */
  keyHash?: string;
  model: string;
  unit: string;
  window: string;
  limit: number | null;
  remaining: number | null;
  resetAt: Date | null;
  source: string;
  observedAt: Date;
}
