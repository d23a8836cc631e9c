import { ProviderError } from '../providers/contract/provider-error.ts';
import type { Transcript } from '../providers/contract/transcript.ts';
import type { Booking } from '../usage/ledger/settlement.ts';
import { settleCall, toProviderError, type CallOptions } from './settle-call.ts';

/** Makes one booked call and settles it whatever happens. A failure is returned, not thrown. */
export async function runTranscription(
  options: CallOptions,
  booking: Booking,
  call: () => Promise<Transcript>,
): Promise<Transcript | ProviderError> {
  const startedAt = options.clock.monotonicMs();
  const result = await call().catch(toProviderError);
  const received = { usage: null, receivedText: '', latencyMs: options.clock.monotonicMs() - startedAt };
  if (result instanceof ProviderError) {
    await settleCall(options, booking, { ...received, rateLimits: null }, result);
  } else {
    const audioSeconds = result.seconds ?? booking.estimatedAudioSeconds ?? null;
    await settleCall(options, booking, { ...received, audioSeconds, rateLimits: result.rateLimits }, null);
  }
  return result;
}
