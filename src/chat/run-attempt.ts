import type { Ending } from '../providers/contract/ending.ts';
import { unmeasured, type Measurement } from '../providers/contract/measurement.ts';
import type { ChatRequest, Provider } from '../providers/contract/provider.ts';
import type { Booking } from '../usage/ledger/booking.ts';
import type { Attempt } from './end.ts';
import type { ChatListener } from './question.ts';
import { settleCall, toProviderError, type CallOptions } from './settle-call.ts';

/** Makes one booked call, reports its text as it arrives, and settles it whatever happens. Never throws. */
export async function runAttempt(
  options: CallOptions,
  provider: Provider,
  booking: Booking,
  request: ChatRequest,
  listener: Pick<ChatListener, 'onText' | 'onRetract'>,
): Promise<Attempt> {
  const { breaker, clock } = options;
  const startedAt = clock.monotonicMs();
  let text = '';
  let end: Ending = { type: 'complete' };
  let measurement: Measurement | null = null;
  try {
    for await (const event of provider.chat(request)) {
      if (event.type === 'text') {
        text += event.text;
        listener.onText(event.text);
      } else if (event.type === 'retract') {
        text = '';
        listener.onRetract();
      } else ({ ending: end, measurement } = event);
    }
  } catch (cause) {
    const error = toProviderError(cause);
    end = error;
    measurement = error.measurement ?? measurement;
  }
  // A call that ignores its abort is given up without a measurement of its own.
  measurement ??= { ...unmeasured, receivedText: text, latencyMs: clock.monotonicMs() - startedAt };
  const isPlain = request.messages.every(({ images = [] }) => images.length === 0);
  end = await settleCall(options, booking, { ending: end, measurement }, isPlain);
  return { end, text, retryAt: end.type === 'failed' ? breaker.refusedUntil(booking) : null };
}
