import { ProviderError } from '../providers/provider-error.ts';
import type { Transcript } from '../providers/transcript.ts';
import type { Booking, Outcome } from '../usage/settlement.ts';
import type { AttemptOptions } from './run-attempt.ts';

/** Makes one booked call and settles it whatever happens. A failure is returned, not thrown. */
export async function runTranscription(
  options: AttemptOptions,
  booking: Booking,
  call: () => Promise<Transcript>,
): Promise<Transcript | ProviderError> {
  const startedAt = performance.now();
  const result = await call().catch(toProviderError);
  const latencyMs = performance.now() - startedAt;
  if (result instanceof ProviderError) {
    noteFailure(options, booking, result);
    await settle(options, booking, failedOutcome(result, latencyMs));
  } else {
    options.cooldowns.succeeded(booking);
    await settle(options, booking, heardOutcome(booking, result, latencyMs));
  }
  return result;
}

function noteFailure({ cooldowns, logger }: AttemptOptions, booking: Booking, error: ProviderError): void {
  cooldowns.failed(booking, error);
  const { provider, model } = booking;
  const { status, reason, message, httpStatus } = error;
  logger.warn(
    { requestId: booking.id, provider, model, status, reason, httpStatus, error: message },
    'a provider did not write down a recording',
  );
}

async function settle({ ledger }: AttemptOptions, booking: Booking, outcome: Outcome): Promise<void> {
  // The ledger retries by itself; a row it cannot settle is settled as interrupted once its lease has passed.
  await ledger.settle(booking, outcome).catch(() => undefined);
}

function heardOutcome(booking: Booking, { seconds, rateLimits }: Transcript, latencyMs: number): Outcome {
  return {
    status: 'ok',
    usage: null,
    audioSeconds: seconds ?? booking.estimatedAudioSeconds ?? null,
    receivedText: '',
    rateLimits,
    latencyMs,
    reason: null,
    errorMessage: null,
    retryAfterMs: null,
  };
}

function failedOutcome(error: ProviderError, latencyMs: number): Outcome {
  const { status, reason, message, rateLimits, retryAfterMs } = error;
  return {
    status,
    usage: null,
    receivedText: '',
    rateLimits,
    latencyMs,
    reason,
    errorMessage: message,
    retryAfterMs,
  };
}

function toProviderError(cause: unknown): ProviderError {
  if (cause instanceof ProviderError) return cause;
  return new ProviderError('unexpected failure', { status: 'error', reason: 'bad_response', cause });
}
