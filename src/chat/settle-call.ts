import type { Clock } from '../foundation/clock.ts';
import { describeError } from '../foundation/describe-error.ts';
import type { Logger } from '../foundation/logger.ts';
import type { Ending, Failure } from '../providers/contract/ending.ts';
import { ProviderError } from '../providers/contract/provider-error.ts';
import type { Ledger } from '../usage/ledger/ledger.ts';
import type { Booking, Outcome } from '../usage/ledger/booking.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';

/** What making and settling a call needs. */
export interface CallOptions {
  ledger: Ledger;
  breaker: CircuitBreaker;
  clock: Clock;
  logger: Logger;
}

/**
 * Reports a call's outcome to the circuit breaker and a failure to the log, and settles it in the ledger. Resolves with
 * the ending as the circuit breaker understands it. Never throws.
 */
export async function settleCall(
  { ledger, breaker, logger }: CallOptions,
  booking: Booking,
  { ending: reported, measurement }: Outcome,
  isPlain: boolean,
): Promise<Ending> {
  const { userId } = booking;
  let ending = reported;
  if (reported.type === 'failed') {
    ending = breaker.failed(booking, { userId, isPlain }, reported);
    logFailure(logger, booking, ending);
  } else {
    breaker.succeeded(booking);
  }
  // The ledger retries by itself. A row that it cannot settle is settled as interrupted after its lease has expired.
  await ledger.settle(booking, { ending, measurement }).catch((cause: unknown) => {
    logger.error({ requestId: booking.id, error: describeError(cause) }, 'a request was not settled');
  });
  return ending;
}

/** Whatever a provider's call threw, as a `ProviderError`. */
export function toProviderError(cause: unknown): ProviderError {
  if (cause instanceof ProviderError) return cause;
  return new ProviderError('unexpected failure', { status: 'error', reason: 'bad_response', cause });
}

function logFailure(logger: Logger, { id, provider, model, actionType }: Booking, failure: Failure): void {
  const { status, reason, message, httpStatus } = failure;
  logger.warn(
    { requestId: id, provider, model, actionType, status, reason, httpStatus, error: message },
    'a provider did not answer',
  );
}
