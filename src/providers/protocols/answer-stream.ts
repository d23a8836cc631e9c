import type { Clock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import { interruption } from '../failures/interruption.ts';
import { ProviderError, type FailureReason, type FailureStatus } from '../contract/provider-error.ts';
import type {
  ChatEvent,
  ChatRequest,
  FinishReason,
  RateLimitSnapshot,
  TokenUsage,
} from '../contract/provider.ts';
import { noRateLimits } from '../readings/rate-limit-headers.ts';

/** How a model ended its answer, in one vocabulary for all providers. */
export type AnswerEnding = FinishReason | 'refused' | 'failed' | 'timeout';

/** What one chunk of a stream adds to the answer. */
export interface AnswerPart {
  text?: string | null;
  ending?: AnswerEnding | null;
  usage?: TokenUsage | null;
}

/** One call to a provider's SDK, in the terms of `streamAnswer`. */
export interface AnswerSource<Chunk> {
  name: string;
  clock: Clock;
  open(signal: AbortSignal): Promise<{ chunks: AsyncIterable<Chunk>; rateLimits: RateLimitSnapshot }>;
  read(chunk: Chunk): AnswerPart;
  toProviderError(error: unknown): ProviderError;
}

interface Progress {
  /** Nothing more comes. */
  isOver: boolean;
  chunks: number;
  hasText: boolean;
  ending: AnswerEnding | null;
  usage: TokenUsage | null;
  rateLimits: RateLimitSnapshot | null;
}

// How long a server may keep a finished stream open, for usage that comes after the ending.
const LINGER_MS = 500;
/** A reason that is made once: without one, every abort makes an exception with its stack. */
const OVER = new Error('the answer is over');

/**
 * Turns an SDK's stream into chat events. No SDK reports a cleanly cut stream, and two end silently when
 * aborted, so an answer counts only once its ending was seen.
 */
export async function* streamAnswer<Chunk>(
  source: AnswerSource<Chunk>,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const progress = newProgress();
  const call = new AbortController();
  const abort = (): void => call.abort(request.signal.reason);
  request.signal.addEventListener('abort', abort, { once: true });
  try {
    // Gemini's SDK sends the request even when the signal is aborted already.
    request.signal.throwIfAborted();
    const { chunks, rateLimits } = await source.open(call.signal);
    progress.rateLimits = rateLimits;
    const iterator = chunks[Symbol.asyncIterator]();
    // No generator within the generator: each would take its own turns for every few words.
    for (let next = await nextOf(iterator, progress, source.clock); next; next = await nextOf(iterator, progress, source.clock)) {
      request.onActivity?.();
      const text = note(progress, source.read(next.value));
      if (text) yield { type: 'text', text };
    }
    request.signal.throwIfAborted();
    yield finishOf(source.name, progress);
  } catch (error) {
    throw withProgress(toFailure(source, error, request.signal, progress), progress);
  } finally {
    request.signal.removeEventListener('abort', abort);
    // Leaving the loop does not close the connection in every SDK; an SDK that is told so afterwards makes an exception.
    if (!progress.isOver) call.abort(OVER);
  }
}

function newProgress(): Progress {
  return { isOver: false, chunks: 0, hasText: false, ending: null, usage: null, rateLimits: null };
}

/** The next chunk, if there is one; once the ending was seen, whatever goes wrong behind it no longer matters. */
async function nextOf<Chunk>(
  iterator: AsyncIterator<Chunk>,
  progress: Progress,
  clock: Clock,
): Promise<IteratorYieldResult<Chunk> | null> {
  const next = iterator.next();
  const result =
    progress.ending === null ? await next : await withTimeout(clock, LINGER_MS, next).catch(() => null);
  progress.isOver = result?.done === true;
  return result?.done === false ? result : null;
}

function note(progress: Progress, { text, ending, usage }: AnswerPart): string {
  progress.chunks++;
  progress.usage = usage ?? progress.usage;
  progress.ending = ending ?? progress.ending;
  progress.hasText ||= Boolean(text);
  return text ?? '';
}

function finishOf(name: string, { chunks, hasText, ending, usage, rateLimits }: Progress): ChatEvent {
  if (chunks === 0) throw fail(name, 'unavailable', 'bad_response', 'the response held no answer');
  if (ending === null) throw fail(name, 'unavailable', 'truncated', 'the answer was cut off');
  if (ending === 'refused') throw fail(name, 'blocked', 'refused', 'the request was refused');
  if (ending === 'failed') throw fail(name, 'unavailable', 'server_error', 'the model failed');
  if (ending === 'timeout') throw fail(name, 'timeout', 'timeout', 'the model took too long');
  if (!hasText) throw fail(name, 'error', 'empty_answer', 'the answer was empty');
  return {
    type: 'finish',
    finishReason: ending,
    usage: usage ?? { promptTokens: null, completionTokens: null, cachedTokens: null, reasoningTokens: null },
    rateLimits: rateLimits ?? noRateLimits,
  };
}

function fail(name: string, status: FailureStatus, reason: FailureReason, words: string): ProviderError {
  return new ProviderError(`${name}: ${words}`, { status, reason });
}

function toFailure<Chunk>(
  source: AnswerSource<Chunk>,
  error: unknown,
  signal: AbortSignal,
  progress: Progress,
): ProviderError {
  if (signal.aborted) return interruption(source.name, signal);
  const failure = error instanceof ProviderError ? error : source.toProviderError(error);
  if (failure.reason !== 'network' || progress.chunks === 0) return failure;
  return new ProviderError(`${source.name}: the connection broke during the answer`, {
    status: 'unavailable',
    reason: 'truncated',
    cause: failure.cause,
  });
}

/** The failure with what was learned before it: a cut answer has used tokens too. */
function withProgress(failure: ProviderError, { usage, rateLimits }: Progress): ProviderError {
  const details = {
    status: failure.status,
    reason: failure.reason,
    retryAfterMs: failure.retryAfterMs,
    httpStatus: failure.httpStatus,
    usage: failure.usage ?? usage,
    rateLimits: failure.rateLimits ?? rateLimits,
    cause: failure.cause,
  };
  return new ProviderError(failure.message, details);
}
