import { unmeasured } from '../providers/contract/measurement.ts';
import { ProviderError } from '../providers/contract/provider-error.ts';
import type { Transcript } from '../providers/contract/transcript.ts';
import type { Booking } from '../usage/ledger/booking.ts';
import { settleCall, toProviderError, type CallOptions } from './settle-call.ts';

/** Makes one booked call and settles it whatever happens. Returns a failure instead of throwing it. */
export async function runTranscription(
  options: CallOptions,
  booking: Booking,
  call: () => Promise<Transcript>,
): Promise<Transcript | ProviderError> {
  const startedAt = options.clock.monotonicMs();
  const result = await call().catch(toProviderError);
  const latencyMs = options.clock.monotonicMs() - startedAt;
  const measurement = result.measurement ?? { ...unmeasured, latencyMs };
  const ending = result instanceof ProviderError ? result : ({ type: 'complete' } as const);
  await settleCall(options, booking, { ending, measurement }, false);
  return result;
}
