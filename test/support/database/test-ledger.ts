import { createLedgerStore } from '../../../src/database/ledger/ledger-store.ts';
import type { BudgetClaim } from '../../../src/database/totals/ledger-rows.ts';
import type { Database } from '../../../src/database/engine/database.ts';
import type { Clock } from '../../../src/foundation/clock.ts';
import type { Logger } from '../../../src/foundation/logger.ts';
import type { PseudonymOf } from '../../../src/foundation/pseudonym.ts';
import { failure, type Failure } from '../../../src/providers/contract/ending.ts';
import {
  unmeasured,
  type Measurement,
  type RateLimitSnapshot,
  type TokenUsage,
} from '../../../src/providers/contract/measurement.ts';
import type { ProviderId } from '../../../src/providers/contract/provider.ts';
import type { FailureReason, FailureStatus } from '../../../src/providers/contract/ending.ts';
import { builtInProviders, type ProviderEntry } from '../../../src/providers/registry.ts';
import { processOwner } from '../../../src/usage/ledger/interrupted.ts';
import type { LedgerOptions } from '../../../src/usage/ledger/ledger-options.ts';
import { createLedger, type BookRequest, type Ledger } from '../../../src/usage/ledger/ledger.ts';
import {
  createPriceList,
  type PriceList,
  type PriceListOptions,
} from '../../../src/usage/prices/price-list.ts';
import type { Outcome } from '../../../src/usage/ledger/booking.ts';
import { keepLogLines } from '../bot/log-lines.ts';

/** The price list of the product, with overrides where a test wants them. */
export function testPrices(
  overrides: PriceListOptions['overrides'] = {},
  options: Pick<PriceListOptions, 'listedPrice'> = {},
): PriceList {
  return createPriceList({
    ...options,
    overrides,
    flatRates: byProvider((entry) => entry.flatUsdPerMillion),
    catalogueIds: byProvider((entry) => entry.pricesId),
  });
}

function byProvider<Value>(valueOf: (entry: ProviderEntry) => Value): Record<ProviderId, Value> {
  const entries = builtInProviders.map((entry) => [entry.id, valueOf(entry)]);
  return Object.fromEntries(entries) as Record<ProviderId, Value>;
}

/** As of requests of earlier versions. */
export const noKeyHashes = { groq: '', gemini: '', cerebras: '', cohere: '' };

export interface TestLedgerOptions {
  clock: Clock;
  timeZone?: string;
  owner?: string;
  keyHashes?: LedgerOptions['keyHashes'];
  logger?: Logger;
  prices?: PriceList;
  /** Recognises forgotten persons. */
  pseudonymOf?: PseudonymOf;
}

/** A ledger as a process of the bot has it. */
export function openTestLedger(database: Database, { pseudonymOf, ...options }: TestLedgerOptions): Ledger {
  return createLedger({
    store: createLedgerStore(database, pseudonymOf),
    prices: testPrices(),
    keyHashes: noKeyHashes,
    timeZone: 'UTC',
    owner: processOwner(),
    logger: keepLogLines().logger,
    ...options,
  });
}

/** A chat of person 7 with Groq. */
export function chatRequest(changes: Partial<BookRequest> = {}): BookRequest {
  return {
    provider: 'groq',
    model: 'openai/gpt-oss-120b',
    actionType: 'Chat',
    userId: 7n,
    chatId: 70n,
    estimatedPromptTokens: 40,
    budget: null,
    ...changes,
  };
}

/** A claim that takes exactly `tokens`, or nothing. */
export function wholeClaim(tokens: number, limitTokens: number): BudgetClaim {
  return { limitTokens, minimumTokens: tokens, wantedTokens: tokens };
}

/** A complete answer with measured tokens. */
export function answered(
  promptTokens: number,
  completionTokens: number,
  changes: Partial<Measurement> = {},
): Outcome {
  const usage = measured(promptTokens, completionTokens);
  return { ending: { type: 'complete' }, measurement: { ...unmeasured, latencyMs: 120, usage, ...changes } };
}

/** An attempt that failed before a word arrived. */
export function failed(
  status: FailureStatus = 'unavailable',
  reason: FailureReason = 'server_error',
  { retryAfterMs = null, ...changes }: Partial<Measurement & Pick<Failure, 'retryAfterMs'>> = {},
): Outcome {
  return {
    ending: { ...failure(status, reason, 'it failed'), retryAfterMs },
    measurement: { ...unmeasured, latencyMs: 120, ...changes },
  };
}

export function measured(promptTokens: number | null, completionTokens: number | null): TokenUsage {
  return { promptTokens, completionTokens, cachedTokens: null, reasoningTokens: null };
}

/** What response headers said of requests a day. */
export function requestsLeft(remaining: number, limit = 1000): RateLimitSnapshot {
  const reading = { unit: 'requests', window: 'day', limit, remaining, resetAt: null } as const;
  return {
    limits: [{ ...reading, source: 'reported' }],
    raw: { 'x-ratelimit-remaining-requests': String(remaining) },
  };
}
