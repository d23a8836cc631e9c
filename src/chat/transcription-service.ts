import type { BudgetClaim } from '../database/totals/ledger-rows.ts';
import type { Clock } from '../foundation/clock.ts';
import { endOfDay } from '../foundation/day.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Provider, ProviderId } from '../providers/contract/provider.ts';
import { ProviderError, type FailureReason } from '../providers/contract/provider-error.ts';
import type { TranscriptionRequest } from '../providers/contract/transcript.ts';
import type { Budgets } from '../usage/budgets/budgets.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import type { PausedProviders } from '../usage/settings/pauses.ts';
import type { Candidate, CircuitBreaker } from './circuit-breaker.ts';
import { runTranscription } from './run-transcription.ts';

export interface Recording {
  userId: bigint;
  chatId: bigint;
  audio: TranscriptionRequest['audio'];
  /** How long it is, as announced. */
  seconds: number;
  signal: AbortSignal;
}

/** What came of a recording: its words, or why there are none. */
export type TranscriptionEnd =
  | { type: 'heard'; text: string; requestId: string }
  /** Nobody says anything in it. */
  | { type: 'silence' }
  | { type: 'budget_exhausted'; renewsAt: Date }
  /** No provider that writes down speech is configured, or admins paused it. */
  | { type: 'unavailable' }
  | { type: 'failed'; reason: FailureReason; retryAt: Date | null };

export interface TranscriptionService {
  /** Whether there is a provider that writes down speech. */
  readonly isConfigured: boolean;
  /** Writes down one recording, booked and settled by its seconds. Never throws for a provider's failure. */
  transcribe(recording: Recording): Promise<TranscriptionEnd>;
}

export interface TranscriptionServiceOptions {
  providers: ReadonlyMap<ProviderId, Provider>;
  /** The model that writes down speech, at the provider that has it. */
  candidate: Candidate;
  readPaused: () => Promise<PausedProviders>;
  ledger: Ledger;
  limitFor: Budgets['limitFor'];
  breaker: CircuitBreaker;
  clock: Clock;
  logger: Logger;
  timeZone: string;
}

/** Nobody speaks more tokens in a second, in any language. */
const SPOKEN_TOKENS_PER_SECOND = 8;
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
): Promise<TranscriptionEnd> {
  const { providers, candidate, breaker, ledger, clock, timeZone } = options;
  const call = providers.get(candidate.provider)?.transcribe;
  const paused = await options.readPaused();
  if (!call || paused.has(candidate.provider)) return { type: 'unavailable' };
  const retryAt = breaker.refusedUntil(candidate);
  if (retryAt) return { type: 'failed', reason: 'rate_limit', retryAt };

  const { userId, chatId, seconds } = recording;
  const booking = await ledger.book({
    ...candidate,
    actionType: 'Transcription',
    userId,
    chatId,
    estimatedPromptTokens: 0,
    estimatedAudioSeconds: seconds,
    budget: budgetClaim(await options.limitFor(userId, clock.now()), seconds),
  });
  if (!booking) return { type: 'budget_exhausted', renewsAt: endOfDay(clock.now(), timeZone) };
  const { audio, signal } = recording;
  const result = await runTranscription(options, booking, () =>
    call({ model: candidate.model, audio, signal }),
  );
  if (result instanceof ProviderError)
    return { type: 'failed', reason: result.reason, retryAt: breaker.refusedUntil(candidate) };
  return result.text === ''
    ? { type: 'silence' }
    : { type: 'heard', text: result.text, requestId: booking.id };
}

/** Seconds are no tokens, but whoever has no room left for an answer needs no transcript either. */
function budgetClaim(limitTokens: number, seconds: number): BudgetClaim | null {
  if (limitTokens === 0) return null;
  const tokens = Math.ceil(seconds * SPOKEN_TOKENS_PER_SECOND) + LEAST_ANSWER_TOKENS;
  return { limitTokens, minimumTokens: tokens, wantedTokens: tokens };
}
