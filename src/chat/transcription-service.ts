import { budgetTokens } from '../database/totals/heard-seconds.ts';
import type { BudgetClaim } from '../database/totals/ledger-rows.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Provider, ProviderId } from '../providers/contract/provider.ts';
import { ProviderError } from '../providers/contract/provider-error.ts';
import type { TranscriptionRequest } from '../providers/contract/transcript.ts';
import type { Budgets } from '../usage/budgets/budgets.ts';
import type { MoneyBudgets } from '../usage/budgets/money-budgets.ts';
import { worstCost } from '../usage/budgets/worst-cost.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import type { PriceList } from '../usage/prices/price-list.ts';
import type { PausedProviders } from '../usage/settings/pauses.ts';
import type { Candidate, CircuitBreaker } from './circuit-breaker.ts';
import { endOfOnly, type End } from './end.ts';
import type { MayAsk } from './question.ts';
import { refusalEnd } from './refusal-end.ts';
import { expectedSeconds } from './recording/recording-length.ts';
import { runTranscription } from './run-transcription.ts';

export interface Recording {
  userId: bigint;
  chatId: bigint;
  audio: TranscriptionRequest['audio'];
  /** How long it is, as announced; `null` where nobody did. */
  seconds: number | null;
  mayAsk?: MayAsk;
  signal: AbortSignal;
}

/** What came of a recording: its words, or why there are none. */
export interface Transcription {
  /** `complete` without words when nobody speaks in the recording. */
  end: TranscriptionEnd;
  heard: { text: string; requestId: string } | null;
}

/** How a recording ended: it needs no model that sees, and only one provider is asked. */
export type TranscriptionEnd = Exclude<End, { type: 'no_vision' | 'all_failed' }>;

export interface TranscriptionService {
  /** Whether there is a provider that writes down speech. */
  readonly isConfigured: boolean;
  /** Writes down one recording, booked and settled by its seconds. Never throws for a provider's failure. */
  transcribe(recording: Recording): Promise<Transcription>;
}

export interface TranscriptionServiceOptions {
  providers: ReadonlyMap<ProviderId, Provider>;
  /** The model that writes down speech, at the provider that has it. */
  candidate: Candidate;
  readPaused: () => Promise<PausedProviders>;
  ledger: Ledger;
  limitFor: Budgets['limitFor'];
  money: Pick<MoneyBudgets, 'claim'>;
  prices: Pick<PriceList, 'cost'>;
  breaker: CircuitBreaker;
  clock: Clock;
  logger: Logger;
  timeZone: string;
}

/** Without this much more there would be no room for an answer. */
const LEAST_ANSWER_TOKENS = 256;

export function createTranscriptionService(options: TranscriptionServiceOptions): TranscriptionService {
  return {
    isConfigured: options.providers.get(options.candidate.provider)?.transcribe !== undefined,
    transcribe: (recording) => transcribe(options, recording),
  };
}

async function transcribe(
  options: TranscriptionServiceOptions,
  recording: Recording,
): Promise<Transcription> {
  const { providers, candidate, breaker, ledger, clock, timeZone } = options;
  const call = providers.get(candidate.provider)?.transcribe;
  const paused = await options.readPaused();
  if (!call) return unheard({ type: 'not_configured' });
  if (paused.has(candidate.provider)) return unheard({ type: 'all_paused' });
  const retryAt = breaker.refusedUntil(candidate);
  if (retryAt) return unheard({ type: 'all_refuse', retryAt });

  const { userId, chatId, audio, signal } = recording;
  const seconds = expectedSeconds(audio, recording.seconds);
  const now = clock.now();
  const [tooFast, limit] = await Promise.all([recording.mayAsk?.() ?? null, options.limitFor(userId, now)]);
  if (tooFast) return unheard(tooFast);
  const bounds = () => {
    const call = { ...candidate, promptTokens: 0, completionTokens: 0, audioSeconds: seconds, at: now };
    const cost = worstCost(options.prices, call);
    return { minimumPicoUsd: cost, wantedPicoUsd: cost };
  };
  const booking = await ledger.tryBook({
    ...candidate,
    actionType: 'Transcription',
    userId,
    chatId,
    estimatedPromptTokens: 0,
    estimatedAudioSeconds: seconds,
    budget: budgetClaim(limit, seconds),
    money: options.money.claim({ userId, chatId, provider: candidate.provider }, bounds, now),
  });
  if ('refusedBy' in booking) return unheard(refusalEnd(booking, { clock, timeZone }));
  const result = await runTranscription(options, booking, () =>
    call({ model: candidate.model, audio, signal }),
  );
  if (result instanceof ProviderError)
    return unheard(endOfOnly({ end: result, retryAt: breaker.refusedUntil(candidate) }));
  const { text } = result;
  return { end: { type: 'complete' }, heard: text === '' ? null : { text, requestId: booking.id } };
}

function unheard(end: TranscriptionEnd): Transcription {
  return { end, heard: null };
}

/** Whoever has no room left for an answer needs no transcript either. */
function budgetClaim(limitTokens: number, seconds: number): BudgetClaim | null {
  if (limitTokens === 0) return null;
  const tokens = budgetTokens(seconds) + LEAST_ANSWER_TOKENS;
  return { limitTokens, minimumTokens: tokens, wantedTokens: tokens };
}
