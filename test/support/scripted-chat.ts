import { createChatService, type ChatServiceOptions } from '../../src/chat/chat-service.ts';
import type { ProviderModels } from '../../src/chat/choose-candidates.ts';
import { createCircuitBreaker } from '../../src/chat/circuit-breaker.ts';
import { createConversationMemory, MEMORY } from '../../src/chat/conversation-memory.ts';
import type { End } from '../../src/chat/end.ts';
import type { Question } from '../../src/chat/question.ts';
import type { ConversationStore, Turn } from '../../src/database/people/conversation-store.ts';
import type { LedgerStore } from '../../src/database/ledger/ledger-store.ts';
import type { SettlementRow } from '../../src/database/totals/ledger-rows.ts';
import { createLogger } from '../../src/foundation/logger.ts';
import { unmeasured } from '../../src/providers/contract/measurement.ts';
import type { FailureReason } from '../../src/providers/contract/ending.ts';
import { ProviderError } from '../../src/providers/contract/provider-error.ts';
import { verdictOn } from '../../src/providers/contract/verdict.ts';
import type { ChatRequest, Provider, ProviderId } from '../../src/providers/contract/provider.ts';
import { createLedger } from '../../src/usage/ledger/ledger.ts';
import { createPriceList } from '../../src/usage/prices/price-list.ts';
import { FakeClock } from './clocks/fake-clock.ts';

/** How a model ends a call: with a text, or with a failure before or after some words. */
export type Ends =
  | string
  | { reason: FailureReason; retryAfterMs?: number; isUnknown?: true; after?: string };

/** The chat service with its own ledger, memory and circuit breaker, between services that follow a script. */
export class ScriptedChat {
  readonly clock = new FakeClock('2026-11-21T12:00:00Z');
  /** What each request was booked as, in the order in which they ended. */
  readonly rows: SettlementRow[] = [];
  /** Every request that reached a service, in order. */
  readonly requests: ChatRequest[] = [];
  /** By model; one that is not named answers with its own name. */
  readonly script = new Map<string, Ends>();
  readonly #service;

  constructor(configured: readonly ProviderModels[], changes: Partial<ChatServiceOptions> = {}) {
    const { clock } = this;
    const logger = createLogger('error', (text) => text, { write: () => undefined });
    const owner = 'test';
    const rates = { groq: 1, gemini: 1, cerebras: 1, cohere: 1 };
    const ids = { groq: 'groq', gemini: 'google', cerebras: 'cerebras', cohere: 'cohere' };
    const prices = createPriceList({ overrides: {}, flatRates: rates, catalogueIds: ids });
    const keyHashes = { groq: '', gemini: '', cerebras: '', cohere: '' };
    const accounting = { prices, keyHashes, clock, logger, timeZone: 'UTC', owner };
    const ledger = createLedger({ store: this.#store(), ...accounting });
    this.#service = createChatService({
      configured,
      providers: new Map(configured.map(({ provider }) => [provider, this.#provider(provider)])),
      readPaused: async () => new Map(),
      ledger,
      limitFor: async () => 0,
      money: { claim: () => null },
      prices,
      breaker: createCircuitBreaker({ clock, exhaustedUntil: () => null }),
      memory: createConversationMemory({ store: conversations(), clock, ...MEMORY }),
      clock,
      logger,
      timeZone: 'UTC',
      systemPrompt: 'Be brief.',
      maxOutputTokens: 2_048,
      totalTimeoutMs: 60_000,
      ...changes,
    });
  }

  /** Whom the last questions reached, since this was last asked for. */
  asked(): string[] {
    return this.requests.splice(0).map(({ model }) => model);
  }

  ask(userId: number, changes: Partial<Question> = {}): Promise<End> {
    const person = { userId: BigInt(userId), chatId: BigInt(userId), conversation: String(userId) };
    const { signal } = new AbortController();
    const question = {
      ...person,
      text: 'What is the capital of France?',
      chosenModel: null,
      signal,
      ...changes,
    };
    return this.#service.answer(question, {
      onRequest: () => undefined,
      onText: () => undefined,
      onRetract: () => undefined,
      onShortened: () => undefined,
    });
  }

  #provider(id: ProviderId): Provider {
    const { requests, script } = this;
    return {
      id,
      checkHealth: async () => undefined,
      chat: async function* (request) {
        requests.push(request);
        const ends = script.get(request.model) ?? request.model;
        const text = typeof ends === 'string' ? ends : (ends.after ?? '');
        if (text) yield { type: 'text', text };
        if (typeof ends !== 'string') throw failed(ends);
        yield {
          type: 'finish',
          ending: { type: 'complete' },
          measurement: { ...unmeasured, receivedText: text },
        };
      },
    };
  }

  #store(): LedgerStore {
    return {
      apply: async ({ bookings, settlements }) => {
        this.rows.push(...settlements);
        return bookings.map(() => ({ booked: true, grantedTokens: null, grantedPicoUsd: null }));
      },
      probe: async () => undefined,
      pending: async () => [],
    };
  }
}

function failed({ reason, retryAfterMs, isUnknown }: Exclude<Ends, string>): ProviderError {
  const { booked: status } = verdictOn(reason);
  return new ProviderError(`it ended: ${reason}`, {
    status,
    reason,
    retryAfterMs: retryAfterMs ?? null,
    isUnknown: isUnknown ?? false,
    httpStatus: isUnknown ? 400 : null,
  });
}

function conversations(): ConversationStore {
  const turns = new Map<string, Turn[]>();
  return {
    recent: async (conversation, take) => (turns.get(conversation) ?? []).slice(-take),
    append: async (conversation, added) => {
      turns.set(conversation, [...(turns.get(conversation) ?? []), ...added]);
    },
    forgetLast: async (conversation, take) => {
      turns.set(conversation, (turns.get(conversation) ?? []).slice(0, -take));
    },
    forget: async (conversation) => void turns.delete(conversation),
    forgetAll: async () => turns.clear(),
  };
}
