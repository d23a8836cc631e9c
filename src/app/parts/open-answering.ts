import { createChatService, type ChatService } from '../../chat/chat-service.ts';
import { createConversationMemory, MEMORY } from '../../chat/conversation-memory.ts';
import { createCircuitBreaker, type CircuitBreaker } from '../../chat/circuit-breaker.ts';
import { createTranscriptionService, type TranscriptionService } from '../../chat/transcription-service.ts';
import type { Config } from '../../config/config.ts';
import { createConversationStore } from '../../database/people/conversation-store.ts';
import { createUserBudgetStore } from '../../database/admin/user-budget-store.ts';
import type { UsageStore } from '../../database/reading/usage-store.ts';
import type { Clock } from '../../foundation/clock.ts';
import type { Logger } from '../../foundation/logger.ts';
import type { Services } from '../services/open-services.ts';
import { tolerantBudgets, tolerantHistory } from '../services/tolerant-stores.ts';
import { createBudgets, type Budgets } from '../../usage/budgets/budgets.ts';
import type { MoneyBudgets } from '../../usage/budgets/money-budgets.ts';
import { openMoneyBudgets } from '../services/read-month-budgets.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';
import { createExhaustedQuotas, type ExhaustedQuotas } from '../../usage/quotas/exhausted-quotas.ts';
import type { Ledger } from '../../usage/ledger/ledger.ts';
import type { PausedProviders } from '../../usage/settings/pauses.ts';
import { readQuotas } from '../../usage/quotas/read-quotas.ts';

/** Everything that chooses a model and asks it. */
export interface Answering {
  chat: ChatService;
  transcription: TranscriptionService;
  budgets: Budgets;
  money: MoneyBudgets;
  quotas: ExhaustedQuotas;
  breaker: CircuitBreaker;
  readPaused: () => Promise<PausedProviders>;
}

export interface OpenAnsweringOptions {
  services: Services;
  config: Config;
  usage: UsageStore;
  ledger: Ledger;
  tolerate: DatabaseWatch['tolerate'];
  clock: Clock;
  logger: Logger;
}

const SYSTEM_PROMPT =
  'You are a friendly and knowledgeable assistant in a Telegram chat. Answer in the language of the last ' +
  'message, concisely, and say so when you do not know something.';
const MAX_OUTPUT_TOKENS = 2_048;
const TOTAL_TIMEOUT_MS = 60_000;

/** Wires answering: budgets, exhausted quotas, the circuit breaker and the conversation's memory. */
export async function openAnswering(options: OpenAnsweringOptions): Promise<Answering> {
  const { services, config, ledger, tolerate, clock, logger } = options;
  const { timeZone } = config;
  const quotas = await openQuotas(options);
  const breaker = createCircuitBreaker({ clock, exhaustedUntil: quotas.until });
  const readPaused = () => tolerate(services.pauses.current, new Map());
  const budgets = openBudgets(options);
  const { providers, configured } = services;
  const { limitFor } = budgets;
  const money = openMoneyBudgets(services.settings, config);
  const paying = { ledger, limitFor, money, prices: services.prices };
  const asking = { ...paying, providers, readPaused, breaker, clock, logger, timeZone };
  const history = tolerantHistory(createConversationStore(services.database, services.reader), tolerate);
  const chat = createChatService({
    ...asking,
    configured,
    memory: createConversationMemory({ store: history, clock, ...MEMORY }),
    systemPrompt: SYSTEM_PROMPT,
    maxOutputTokens: MAX_OUTPUT_TOKENS,
    totalTimeoutMs: TOTAL_TIMEOUT_MS,
  });
  const transcription = createTranscriptionService({
    ...asking,
    candidate: { provider: 'groq', model: config.groqTranscriptionModel },
  });
  return { chat, transcription, budgets, money, quotas, breaker, readPaused };
}

async function openQuotas({
  services,
  usage,
  tolerate,
  clock,
}: OpenAnsweringOptions): Promise<ExhaustedQuotas> {
  const quotas = createExhaustedQuotas({
    profiles: services.profiles,
    readQuotas: (now) => tolerate(() => readQuotas(usage, now), null),
    clock,
  });
  await quotas.refresh();
  return quotas;
}

function openBudgets({ services, config, tolerate, clock }: OpenAnsweringOptions): Budgets {
  const { settings, database, reader } = services;
  return createBudgets({
    store: tolerantBudgets(createUserBudgetStore(database, reader), tolerate),
    adminIds: config.adminIds,
    get defaultTokens() {
      return settings.dailyTokens;
    },
    catchUp: () => tolerate(() => settings.catchUp(), undefined),
    timeZone: config.timeZone,
    clock,
  });
}
