import { endOfDay } from '../foundation/day.ts';
import type { FailureReason } from '../providers/provider-error.ts';
import type { Choice } from './choose-candidates.ts';
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

/** How a question ended that nobody answered. */
export function nobodyAnswered(choice: Choice, failures: readonly Failure[]): ChatEnd {
  const [first, ...others] = failures;
  const instants = [choice.retryAt, ...failures.map((failure) => failure.retryAt)].filter(
    (it) => it !== null,
  );
  const [retryAt] = instants.toSorted((a, b) => a.getTime() - b.getTime());
  if (retryAt && failures.every(({ reason }) => BUSY.has(reason))) return { type: 'all_refuse', retryAt };
  const alone = first && others.length === 0 && choice.retryAt === null;
  return alone ? { type: 'failed', reason: first.reason, partial: false } : { type: 'all_failed' };
}

/** A refusal or a malformed question would fare no better elsewhere, and half an answer is not said twice. */
export function isWorthAnother({ reason, text }: Failure): boolean {
  return text === '' && !['refused', 'bad_request', 'aborted'].includes(reason);
}
