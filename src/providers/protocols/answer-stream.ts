import type { Clock } from '../../foundation/clock.ts';
import { withTimeout } from '../../foundation/with-timeout.ts';
import { failure, type Ending } from '../contract/ending.ts';
import type { Measurement, RateLimitSnapshot, TokenUsage } from '../contract/measurement.ts';
import { ProviderError } from '../contract/provider-error.ts';
import type { ChatEvent, ChatRequest } from '../contract/provider.ts';
import { interruption } from '../failures/interruption.ts';

/** What one chunk of a stream adds to the answer. */
export interface AnswerPart {
  text?: string | null;
  ending?: Ending | null;
  usage?: TokenUsage | null;
  /** The model that answers, as the provider names it. */
  model?: string | null;
}

/** One call through a provider's SDK, as `streamAnswer` reads it. */
export interface AnswerSource<Chunk> {
  /** The provider's name, which begins the error messages. */
  name: string;
  clock: Clock;
  open(signal: AbortSignal): Promise<{ chunks: AsyncIterable<Chunk>; rateLimits: RateLimitSnapshot | null }>;
  read(chunk: Chunk): AnswerPart;
  toProviderError(error: unknown): ProviderError;
}

interface Progress {
  startedAt: number;
  /** The SDK's stream has ended. */
  isOver: boolean;
  chunks: number;
  text: string;
  ending: Ending | null;
  usage: TokenUsage | null;
  model: string | null;
  rateLimits: RateLimitSnapshot | null;
}

/** How long a server may keep a finished stream open, for usage that arrives after the ending. */
const LINGER_MS = 500;
/** Created once: `abort()` without a reason creates an exception with a stack trace each time. */
const OVER = new Error('the answer is over');

/**
 * Turns an SDK's stream into chat events, and throws a `ProviderError` that carries the measurement when the answer is
 * not complete. No SDK reports a stream that is cut between two events, and two end silently when aborted, so an answer
 * counts only after its ending was seen.
 */
export async function* streamAnswer<Chunk>(
  source: AnswerSource<Chunk>,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const { clock } = source;
  const progress = newProgress(clock);
  const call = new AbortController();
  const abort = (): void => call.abort(request.signal.reason);
  request.signal.addEventListener('abort', abort, { once: true });
  try {
    // Gemini's SDK sends the request even when the signal is aborted already.
    request.signal.throwIfAborted();
    const { chunks, rateLimits } = await source.open(call.signal);
    progress.rateLimits = rateLimits;
    const iterator = chunks[Symbol.asyncIterator]();
    // A nested generator would take turns of its own on the event loop for each chunk.
    for (
      let next = await nextOf(iterator, progress, clock);
      next;
      next = await nextOf(iterator, progress, clock)
    ) {
      request.onActivity?.();
      const text = note(progress, source.read(next.value));
      if (text) yield { type: 'text', text };
    }
    request.signal.throwIfAborted();
    const ending = endingOf(progress);
    if (ending.type === 'failed') throw new ProviderError(`${source.name}: ${ending.message}`, ending);
    yield { type: 'finish', ending, measurement: measure(progress, clock) };
  } catch (error) {
    const failed = toFailure(source, error, request.signal, progress);
    const rateLimits = failed.measurement?.rateLimits ?? progress.rateLimits;
    // A cut answer has used tokens too.
    throw failed.measured({ ...measure(progress, clock), rateLimits });
  } finally {
    request.signal.removeEventListener('abort', abort);
    // Not every SDK closes the connection when the loop is left. An abort after its end creates an exception in one.
    if (!progress.isOver) call.abort(OVER);
  }
}

function newProgress(clock: Clock): Progress {
  const startedAt = clock.monotonicMs();
  const nothing = { text: '', ending: null, usage: null, model: null, rateLimits: null };
  return { startedAt, isOver: false, chunks: 0, ...nothing };
}

/** The next chunk, or `null` at the end. Failures after the ending no longer matter. */
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

function note(progress: Progress, { text, ending, usage, model }: AnswerPart): string {
  progress.chunks++;
  progress.model = model ?? progress.model;
  progress.usage = usage ?? progress.usage;
  progress.ending = ending ?? progress.ending;
  progress.text += text ?? '';
  return text ?? '';
}

function endingOf({ chunks, text, ending }: Progress): Ending {
  if (chunks === 0) return failure('unavailable', 'bad_response', 'the response held no answer');
  if (ending === null) return failure('unavailable', 'truncated', 'the answer was cut off');
  if (ending.type !== 'failed' && text === '')
    return failure('error', 'empty_answer', 'the answer was empty');
  return ending;
}

function measure({ startedAt, text, usage, model, rateLimits }: Progress, clock: Clock): Measurement {
  const latencyMs = clock.monotonicMs() - startedAt;
  return { usage, audioSeconds: null, rateLimits, receivedText: text, answeredModel: model, latencyMs };
}

function toFailure<Chunk>(
  source: AnswerSource<Chunk>,
  error: unknown,
  signal: AbortSignal,
  progress: Progress,
): ProviderError {
  if (signal.aborted) return interruption(source.name, signal);
  const failed = error instanceof ProviderError ? error : source.toProviderError(error);
  if (failed.reason !== 'network' || progress.chunks === 0) return failed;
  return new ProviderError(`${source.name}: the connection broke during the answer`, {
    status: 'unavailable',
    reason: 'truncated',
    cause: failed.cause,
  });
}
