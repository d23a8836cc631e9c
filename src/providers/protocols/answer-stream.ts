import type { Clock } from '../../foundation/clock.ts';
import type { RateLimitSnapshot } from '../contract/measurement.ts';
import { ProviderError } from '../contract/provider-error.ts';
import type { ChatEvent, ChatRequest } from '../contract/provider.ts';
import { interruption } from '../failures/interruption.ts';
import { AnswerProgress, type AnswerPart } from './answer-progress.ts';
import { fellSilent } from './call-deadline.ts';
import type { Filtered } from './reasoning/reasoning-filter.ts';

/** One call through a provider's SDK, as `streamAnswer` reads it. */
export interface AnswerSource<Chunk> {
  /** The provider's name, which begins the error messages. */
  name: string;
  clock: Clock;
  open(signal: AbortSignal): Promise<{ chunks: AsyncIterable<Chunk>; rateLimits: RateLimitSnapshot | null }>;
  read(chunk: Chunk): AnswerPart;
  toProviderError(error: unknown): ProviderError;
}

/** Created once: `abort()` without a reason creates an exception with a stack trace each time. */
const OVER = new Error('the answer is over');

/**
 * Turns an SDK's stream into chat events, and throws a `ProviderError` that carries the measurement when the answer is
 * not complete. An answer ends when its stream ends: some services say `STOP` with every chunk, and usage may come
 * long after the ending. No SDK reports a stream that is cut between two events, and two end silently when aborted, so
 * an answer counts only after an ending was seen.
 */
export async function* streamAnswer<Chunk>(
  source: AnswerSource<Chunk>,
  request: ChatRequest,
): AsyncGenerator<ChatEvent, void, undefined> {
  const progress = new AnswerProgress(source.clock);
  const call = new AbortController();
  const abort = (): void => call.abort(request.signal.reason);
  request.signal.addEventListener('abort', abort, { once: true });
  let problem: ProviderError | null = null;
  try {
    // Gemini's SDK sends the request even when the signal is aborted already.
    request.signal.throwIfAborted();
    const { chunks, rateLimits } = await source.open(call.signal);
    progress.rateLimits = rateLimits;
    const iterator = chunks[Symbol.asyncIterator]();
    // A nested generator would take turns of its own on the event loop for each chunk.
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      request.onActivity?.();
      yield* eventsOf(progress.note(source.read(next.value)));
      if (progress.isEndless) throw endless(source.name);
    }
    progress.isOver = true;
    request.signal.throwIfAborted();
  } catch (error) {
    if (!isWholeAnyway(progress, error, request.signal))
      problem = toFailure(source, error, request.signal, progress);
  } finally {
    request.signal.removeEventListener('abort', abort);
    // Not every SDK closes the connection when the loop is left. An abort after its end creates an exception in one.
    if (!progress.isOver) call.abort(OVER);
  }
  yield* eventsOf(progress.end());
  yield finishOf(source, progress, problem, request.signal);
}

function* eventsOf({ retracts, text }: Filtered): Generator<ChatEvent> {
  if (retracts) yield { type: 'retract' };
  if (text) yield { type: 'text', text };
}

/** The last event of a whole answer; throws for any other, with what it used: a cut answer costs too. */
function finishOf<Chunk>(
  { name }: AnswerSource<Chunk>,
  progress: AnswerProgress,
  problem: ProviderError | null,
  signal: AbortSignal,
): ChatEvent {
  const measurement = progress.measure(fellSilent(signal));
  if (problem) {
    const rateLimits = problem.measurement?.rateLimits ?? measurement.rateLimits;
    throw problem.measured({ ...measurement, rateLimits });
  }
  const ending = progress.ending();
  if (ending.type === 'failed')
    throw new ProviderError(`${name}: ${ending.message}`, { ...ending, measurement });
  return { type: 'finish', ending, measurement };
}

/**
 * Whether a stream that broke off, or fell silent, had brought its answer to an end before. What the service itself
 * reports as an error counts also after the ending.
 */
function isWholeAnyway(progress: AnswerProgress, error: unknown, signal: AbortSignal): boolean {
  if (fellSilent(signal)) return progress.mayEndSilently;
  if (signal.aborted) return progress.isEnded && signal.reason instanceof ProviderError;
  return progress.isEnded && !(error instanceof ProviderError);
}

function endless(name: string): ProviderError {
  return new ProviderError(`${name}: the answer did not end`, { status: 'error', reason: 'truncated' });
}

function toFailure<Chunk>(
  source: AnswerSource<Chunk>,
  error: unknown,
  signal: AbortSignal,
  progress: AnswerProgress,
): ProviderError {
  if (signal.aborted) return interruption(source.name, signal);
  const failed = error instanceof ProviderError ? error : source.toProviderError(error);
  if (failed.reason !== 'network' || !progress.hasBegun) return failed;
  return new ProviderError(`${source.name}: the connection broke during the answer`, {
    status: 'unavailable',
    reason: 'truncated',
    cause: failed.cause,
  });
}
