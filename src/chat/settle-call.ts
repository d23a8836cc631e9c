import { describeError } from '../foundation/describe-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Logger } from '../foundation/logger.ts';
import { ProviderError } from '../providers/contract/provider-error.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import type { Booking, Outcome } from '../usage/ledger/settlement.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';

export interface CallOptions {
  ledger: Ledger;
  breaker: CircuitBreaker;
  clock: Clock;
  logger: Logger;
}

/** What a call brought before it ended, well or not. */
export type Received = Pick<Outcome, 'usage' | 'audioSeconds' | 'receivedText' | 'rateLimits' | 'latencyMs'>;

/** Books how a call ended, and lets a failure be known; `error` is `null` where it went well. */
export async function settleCall(
  { ledger, breaker, logger }: CallOptions,
  booking: Booking,
  received: Received,
  error: ProviderError | null,
): Promise<void> {
  if (error) {
    breaker.failed(booking, error);
    logFailure(logger, booking, error);
  } else {
    breaker.succeeded(booking);
  }
  const outcome: Outcome = {
    ...received,
    status: error?.status ?? 'ok',
    reason: error?.reason ?? null,
    usage: received.usage ?? error?.usage ?? null,
    rateLimits: received.rateLimits ?? error?.rateLimits ?? null,
    errorMessage: error?.message ?? null,
    retryAfterMs: error?.retryAfterMs ?? null,
  };
  // The ledger retries by itself; a row it cannot settle is settled as interrupted once its lease has passed.
  await ledger.settle(booking, outcome).catch((cause: unknown) => {
    logger.error({ requestId: booking.id, error: describeError(cause) }, 'a request was not settled');
  });
}

/** Whatever a provider's call threw. */
export function toProviderError(cause: unknown): ProviderError {
  if (cause instanceof ProviderError) return cause;
  return new ProviderError('unexpected failure', { status: 'error', reason: 'bad_response', cause });
}

function logFailure(
  logger: Logger,
  { id, provider, model, actionType }: Booking,
  error: ProviderError,
): void {
  const { status, reason, message, httpStatus } = error;
  logger.warn(
    { requestId: id, provider, model, actionType, status, reason, httpStatus, error: message },
    'a provider did not answer',
  );
}
