import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import type {
  ChatRequest,
  FinishReason,
  Provider,
  ProviderId,
  RateLimitSnapshot,
  TokenUsage,
} from '../providers/provider.ts';
import { ProviderError, type FailureReason } from '../providers/provider-error.ts';
import type { Ledger } from '../usage/ledger.ts';
import type { Booking, Outcome } from '../usage/settlement.ts';
import type { Cooldowns } from './cooldowns.ts';

export type AttemptEnd =
  | { type: 'answered'; provider: ProviderId; model: string; finishReason: FinishReason; text: string }
  | { type: 'no_budget' }
  /** `text`: what had arrived before it failed. */
  | { type: 'failed'; reason: FailureReason; text: string; retryAt: Date | null };

export interface AttemptOptions {
  ledger: Ledger;
  cooldowns: Cooldowns;
  clock: Clock;
  logger: Logger;
}

interface Progress {
  text: string;
  finishReason: FinishReason | null;
  usage: TokenUsage | null;
  rateLimits: RateLimitSnapshot | null;
}

/** Makes one booked call, streams its words and settles it whatever happens, also when nobody listens any more. */
export async function* runAttempt(
  options: AttemptOptions,
  provider: Provider,
  booking: Booking,
  request: ChatRequest,
): AsyncGenerator<{ type: 'text'; text: string }, AttemptEnd, undefined> {
  const startedAt = performance.now();
  options.cooldowns.began(booking);
  const progress: Progress = { text: '', finishReason: null, usage: null, rateLimits: null };
  // Stays when the listener leaves in the middle of a yield, which throws nothing here.
  let error: ProviderError | null = abandonedError();
  try {
    for await (const event of provider.chat(request)) {
      if (event.type === 'text') {
        progress.text += event.text;
        yield event;
      } else {
        Object.assign(progress, { ...event, type: undefined });
      }
    }
    error = null;
  } catch (caught) {
    error = caught instanceof ProviderError ? caught : unknownError(caught);
  } finally {
    await settle(options, booking, progress, error, performance.now() - startedAt);
  }
  return endOf(options, booking, progress, error);
}

async function settle(
  { ledger, cooldowns, logger }: AttemptOptions,
  booking: Booking,
  progress: Progress,
  error: ProviderError | null,
  latencyMs: number,
): Promise<void> {
  if (error) {
    cooldowns.failed(booking, error);
    const { status, reason, message, httpStatus } = error;
    logger.warn(
      {
        requestId: booking.id,
        provider: booking.provider,
        model: booking.model,
        status,
        reason,
        httpStatus,
        error: message,
      },
      'a provider did not answer',
    );
  } else {
    cooldowns.succeeded(booking);
  }
  const outcome: Outcome = {
    status: error?.status ?? 'ok',
    reason: error?.reason ?? null,
    usage: progress.usage ?? error?.usage ?? null,
    receivedText: progress.text,
    rateLimits: progress.rateLimits ?? error?.rateLimits ?? null,
    latencyMs,
    errorMessage: error?.message ?? null,
    retryAfterMs: error?.retryAfterMs ?? null,
  };
  // The ledger retries by itself; a row it cannot settle is settled as interrupted once its lease has passed.
  await ledger.settle(booking, outcome).catch(() => undefined);
}

function endOf(
  { clock }: AttemptOptions,
  booking: Booking,
  progress: Progress,
  error: ProviderError | null,
): AttemptEnd {
  const { provider, model } = booking;
  if (!error)
    return {
      type: 'answered',
      provider,
      model,
      finishReason: progress.finishReason ?? 'stop',
      text: progress.text,
    };
  const retryAt = error.retryAfterMs === null ? null : new Date(clock.now().getTime() + error.retryAfterMs);
  return { type: 'failed', reason: error.reason, text: progress.text, retryAt };
}

function abandonedError(): ProviderError {
  return new ProviderError('the answer was stopped', { status: 'interrupted', reason: 'aborted' });
}

function unknownError(cause: unknown): ProviderError {
  return new ProviderError('unexpected failure', { status: 'error', reason: 'bad_response', cause });
}
