import type { Day } from '../../foundation/day.ts';
import type { PicoUsd } from '../../foundation/money/money.ts';

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
  /** What the request may cost at most, where budgets in money apply. */
  money?: MoneyClaim | null;
}

/** A budget in money: a person's or a group's day, a provider's month, everybody's month. */
export interface MoneyScope {
  kind: 'user' | 'group' | 'provider' | 'all';
  /** `user/42`, `group/-100`, `provider/groq`, `all`. */
  key: string;
  /** The person, group or provider; empty for all. */
  id: string;
  /** The first day of the day or month, and the first one after it. */
  date: Day;
  until: Day;
  /** Where no admin set a limit; 0 is no limit. */
  usualPicoUsd: PicoUsd;
  /** As this process last read it. What holds is read when a booking is decided. */
  limitPicoUsd: PicoUsd;
}

export interface MoneyClaim {
  scopes: readonly MoneyScope[];
  /** The least that makes the call worth making; less room than this refuses it. */
  minimumPicoUsd: PicoUsd;
  /** The most that the call can cost; held until it is settled. */
  wantedPicoUsd: PicoUsd;
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
  /** The row may hold money of budgets, to be given back. */
  holdsMoney?: boolean;
  /** Absent where only the row itself tells. */
  chatId?: bigint | null;
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
  | 'chatId'
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
