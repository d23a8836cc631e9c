import type {
  ChatRequest,
  FinishReason,
  Provider,
  ProviderId,
  RateLimitSnapshot,
  TokenUsage,
} from '../providers/contract/provider.ts';
import type { FailureReason, ProviderError } from '../providers/contract/provider-error.ts';
import type { Booking } from '../usage/ledger/settlement.ts';
import type { ChatListener } from './question.ts';
import { settleCall, toProviderError, type CallOptions } from './settle-call.ts';

export type AttemptEnd =
  | { type: 'answered'; provider: ProviderId; model: string; finishReason: FinishReason; text: string }
  | { type: 'no_budget' }
  /** `text`: what had arrived before it failed; `retryAt`: until when its provider wants to be left alone. */
  | { type: 'failed'; reason: FailureReason; text: string; retryAt: Date | null };

interface Progress {
  text: string;
  finishReason: FinishReason | null;
  usage: TokenUsage | null;
  rateLimits: RateLimitSnapshot | null;
}

/** Makes one booked call, tells of its words and settles it whatever happens. */
export async function runAttempt(
  options: CallOptions,
  provider: Provider,
  booking: Booking,
  request: ChatRequest,
  onText: ChatListener['onText'],
): Promise<AttemptEnd> {
  const startedAt = options.clock.monotonicMs();
  const progress: Progress = { text: '', finishReason: null, usage: null, rateLimits: null };
  let error: ProviderError | null = null;
  try {
    for await (const event of provider.chat(request)) {
      if (event.type === 'text') {
        progress.text += event.text;
        onText(event.text);
      } else {
        const { finishReason, usage, rateLimits } = event;
        Object.assign(progress, { finishReason, usage, rateLimits });
      }
    }
  } catch (caught) {
    error = toProviderError(caught);
  }
  const { text: receivedText, usage, rateLimits } = progress;
  const latencyMs = options.clock.monotonicMs() - startedAt;
  await settleCall(options, booking, { receivedText, usage, rateLimits, latencyMs }, error);
  return endOf(options, booking, progress, error);
}

function endOf(
  { breaker }: CallOptions,
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
  return {
    type: 'failed',
    reason: error.reason,
    text: progress.text,
    retryAt: breaker.refusedUntil(booking),
  };
}
