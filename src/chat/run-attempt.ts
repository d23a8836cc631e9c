import type {
  ChatRequest,
  FinishReason,
  Provider,
  ProviderId,
  RateLimitSnapshot,
  TokenUsage,
} from '../providers/provider.ts';
import { ProviderError, type FailureReason } from '../providers/provider-error.ts';
import type { Booking } from '../usage/settlement.ts';
import { retryAtOf, settleCall, toProviderError, type CallOptions } from './settle-call.ts';

export type AttemptEnd =
  | { type: 'answered'; provider: ProviderId; model: string; finishReason: FinishReason; text: string }
  | { type: 'no_budget' }
  /** `text`: what had arrived before it failed. */
  | { type: 'failed'; reason: FailureReason; text: string; retryAt: Date | null };

interface Progress {
  text: string;
  finishReason: FinishReason | null;
  usage: TokenUsage | null;
  rateLimits: RateLimitSnapshot | null;
}

/** Makes one booked call, streams its words and settles it whatever happens, also when nobody listens any more. */
export async function* runAttempt(
  options: CallOptions,
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
    error = toProviderError(caught);
  } finally {
    const { text: receivedText, usage, rateLimits } = progress;
    const latencyMs = performance.now() - startedAt;
    await settleCall(options, booking, { receivedText, usage, rateLimits, latencyMs }, error);
  }
  return endOf(options, booking, progress, error);
}

function endOf(
  { clock }: CallOptions,
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
  return { type: 'failed', reason: error.reason, text: progress.text, retryAt: retryAtOf(error, clock) };
}

function abandonedError(): ProviderError {
  return new ProviderError('the answer was stopped', { status: 'interrupted', reason: 'aborted' });
}
