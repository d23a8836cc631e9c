import type { Ending, Failure } from '../providers/contract/ending.ts';
import type { FailureReason } from '../providers/contract/provider-error.ts';

/** How a question or a recording ended: as the call to its provider did, or without one. */
export type End =
  | Ending
  | { type: 'budget_exhausted'; renewsAt: Date }
  /** No provider is configured that could do it. */
  | { type: 'not_configured' }
  /** The question is about pictures, and no available model understands pictures. */
  | { type: 'no_vision' }
  /** Admins paused every provider. */
  | { type: 'all_paused' }
  /** Every provider asked to be left alone; `retryAt` is when the first may be asked again. */
  | { type: 'all_refuse'; retryAt: Date }
  /** Every provider failed; `retryAt` is when the first may be asked again, where that is known. */
  | { type: 'all_failed'; retryAt: Date | null };

/** A call that was booked, made and settled; or that the person's budget had no room for. */
export interface Attempt {
  end: Ending | Extract<End, { type: 'budget_exhausted' }>;
  /** The text that arrived, also before a failure. */
  text: string;
  /** Until when the provider wants to be left alone. */
  retryAt: Date | null;
}

/** An attempt that failed. */
export type FailedAttempt = Attempt & { end: Failure };

/** Reasons that pass without anybody doing anything. */
const BUSY: ReadonlySet<FailureReason> = new Set(['rate_limit', 'quota_exhausted']);

/** Whether an attempt failed. */
export function hasFailed(attempt: Attempt): attempt is FailedAttempt {
  return attempt.end.type === 'failed';
}

/** How a request ended whose only provider failed. */
export function endOfOnly({
  end,
  retryAt,
}: Pick<FailedAttempt, 'end' | 'retryAt'>): Failure | Extract<End, { type: 'all_refuse' }> {
  return retryAt && BUSY.has(end.reason) ? { type: 'all_refuse', retryAt } : end;
}

/** How a question ended that every candidate failed to answer; `retryAt` is when the first may be asked again. */
export function endOfAll(
  failures: readonly FailedAttempt[],
  { isAlone, retryAt }: { isAlone: boolean; retryAt: Date | null },
): End {
  const [first] = failures;
  // The only provider's own answer says more than the time of the next attempt.
  if (first && isAlone) return endOfOnly(first);
  if (retryAt && failures.every(({ end }) => BUSY.has(end.reason))) return { type: 'all_refuse', retryAt };
  const isMalformed = failures.every(({ end }) => end.reason === 'bad_request');
  return first && isMalformed ? first.end : { type: 'all_failed', retryAt };
}

/** The failure of a question that ran out of time: its call was aborted, but not by the person. */
export function outOfTime(failure: Failure): Failure {
  return failure.reason === 'aborted' ? { ...failure, message: failure.message, reason: 'timeout' } : failure;
}

/**
 * Whether another candidate may answer where this one failed. It would repeat a refusal, and half an answer is not said
 * twice. A malformed request may be answered elsewhere: some models spoil it themselves by calling tools that they were
 * not given.
 */
export function isWorthAnother({ end, text }: FailedAttempt): boolean {
  return text === '' && !['refused', 'aborted'].includes(end.reason);
}
