import { endOfDay } from '../foundation/day.ts';
import type { FailureReason } from '../providers/contract/provider-error.ts';
import type { ChatEnd } from './question.ts';
import type { AttemptEnd } from './run-attempt.ts';

export type Failure = Extract<AttemptEnd, { type: 'failed' }>;

/** Reasons that pass by themselves. */
const BUSY: ReadonlySet<FailureReason> = new Set(['rate_limit', 'quota_exhausted']);

/** How a question ended whose last attempt was the only one that counts. */
export function endOfAttempt(
  end: AttemptEnd,
  { now, timeZone, isStopped }: { now: Date; timeZone: string; isStopped: boolean },
): ChatEnd {
  if (end.type === 'no_budget') return { type: 'budget_exhausted', renewsAt: endOfDay(now, timeZone) };
  if (end.type === 'answered') return end;
  // Nobody stopped it: what ran out was the time for the whole answer.
  const reason = end.reason === 'aborted' && !isStopped ? 'timeout' : end.reason;
  return { type: 'failed', reason, partial: end.text !== '' };
}

/** How a question ended that nobody answered; `retryAt` is when the first of them may be asked again. */
export function nobodyAnswered(
  failures: readonly Failure[],
  { isAlone, retryAt }: { isAlone: boolean; retryAt: Date | null },
): ChatEnd {
  const [first] = failures;
  // What the only one said tells more than when it is tried again.
  const instant = isAlone && first ? first.retryAt : retryAt;
  if (instant && failures.every(({ reason }) => BUSY.has(reason)))
    return { type: 'all_refuse', retryAt: instant };
  const isMalformed = failures.every(({ reason }) => reason === 'bad_request');
  return first && (isAlone || isMalformed)
    ? { type: 'failed', reason: first.reason, partial: false }
    : { type: 'all_failed', retryAt };
}

/**
 * A refusal would fare no better elsewhere, and half an answer is not said twice. A request that one calls malformed
 * may well be answered elsewhere: some models spoil it themselves, by calling tools that they were not given.
 */
export function isWorthAnother({ reason, text }: Failure): boolean {
  return text === '' && !['refused', 'aborted'].includes(reason);
}
