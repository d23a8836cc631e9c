import { createLedgerStore } from '../../database/ledger/ledger-store.ts';
import type { Database } from '../../database/engine/database.ts';
import { systemClock } from '../../foundation/clock.ts';
import { createLogger } from '../../foundation/logger.ts';
import type { ProviderId } from '../../providers/contract/provider.ts';
import { unmeasured } from '../../providers/contract/measurement.ts';
import { builtInProviders } from '../../providers/registry.ts';
import { createLedger, type Ledger } from '../../usage/ledger/ledger.ts';
import { createPriceList, type PriceList } from '../../usage/prices/price-list.ts';
import { pause, timed } from './measure.ts';

/** The rate-limit headers of Groq's answers, as the ledger stores them. */
const HEADERS = {
  'x-ratelimit-limit-requests': '14400',
  'x-ratelimit-limit-tokens': '8000',
  'x-ratelimit-remaining-requests': '14399',
  'x-ratelimit-remaining-tokens': '7850',
  'x-ratelimit-reset-requests': '6s',
  'x-ratelimit-reset-tokens': '1.125s',
};

/** Opens a ledger like the bot's. */
export function openBenchmarkLedger(database: Database): Ledger {
  return createLedger({
    store: createLedgerStore(database),
    prices: priceList(),
    keyHashes: { groq: 'bench', gemini: 'bench', cerebras: 'bench', cohere: 'bench' },
    clock: systemClock,
    logger: createLogger('error', (text) => text, process.stderr),
    timeZone: 'UTC',
    owner: 'bench',
  });
}

/**
 * Books and settles a request whose answer takes `answerMs`; resolves with the milliseconds that the ledger
 * added.
 */
export async function bookAndSettle(ledger: Ledger, chat: number, answerMs: number): Promise<number> {
  const startedAt = performance.now();
  const booked = await ledger.book({
    provider: 'groq',
    model: 'openai/gpt-oss-120b',
    actionType: 'Chat',
    userId: BigInt(chat + 1),
    chatId: BigInt(chat + 1),
    estimatedPromptTokens: 100,
    budget: null,
  });
  const bookedAt = performance.now();
  if (answerMs > 0) await pause(answerMs);
  if (!booked) throw new Error('a booking without a budget was refused');
  const settleMs = await timed(() =>
    ledger.settle(booked, {
      ending: { type: 'complete' },
      measurement: {
        ...unmeasured,
        usage: { promptTokens: 100, completionTokens: 50, cachedTokens: null, reasoningTokens: null },
        rateLimits: { limits: [], raw: HEADERS },
        latencyMs: answerMs,
      },
    }),
  );
  return bookedAt - startedAt + settleMs;
}

function priceList(): PriceList {
  const flatRates = builtInProviders.map(({ id, flatUsdPerMillion }) => [id, flatUsdPerMillion]);
  const catalogueIds = builtInProviders.map(({ id, pricesId }) => [id, pricesId]);
  return createPriceList({
    overrides: {},
    flatRates: Object.fromEntries(flatRates) as Record<ProviderId, number>,
    catalogueIds: Object.fromEntries(catalogueIds) as Record<ProviderId, string>,
  });
}
