import type { MoneyScope } from '../database/totals/ledger-rows.ts';
import type { Ending, Failure } from '../providers/contract/ending.ts';
import type { FailureReason } from '../providers/contract/ending.ts';
import { verdictOn } from '../providers/contract/verdict.ts';
import type { Rest } from './circuit-breaker.ts';

/** How a question or a recording ended: as the call to its provider did, or without one. */
export type End =
  | Ending
  | { type: 'budget_exhausted'; renewsAt: Date }
  /** A budget in money has no room for the question. */
  | { type: 'money_exhausted'; of: MoneyScope['kind']; renewsAt: Date }
  /** The person asked too often in a minute; `isTold`: they know it. */
  | { type: 'too_fast'; freeInMs: number; isTold: boolean }
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

/** A call that was booked, made and settled; or that a budget had no room for. */
export interface Attempt {
  end: Ending | Extract<End, { type: 'budget_exhausted' | 'money_exhausted' }>;
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

/** What is known beside the failures of a question that no candidate answered. */
interface Remaining {
  resting: readonly Pick<Rest, 'failure'>[];
  retryAt: Date | null;
  /** All candidates belong to one provider. */
  isOneProvider: boolean;
}

/**
 * How a question ended that no candidate answered. `resting` are those that were not asked, for what they failed with
 * before; `retryAt` is when the first may be asked again.
 * A reason that passes by itself is told where it is one provider's; of several the person learns when to come back.
 */
export function endOfAll(
  failures: readonly FailedAttempt[],
  { resting, retryAt, isOneProvider }: Remaining,
): End {
  const [first] = failures;
  const own = failures.find(({ end }) => isOwnOutcome(end));
  // It is about this question, and says what to do about it.
  if (own) return own.end;
  const all = [...failures.map(({ end }) => end), ...resting.map(({ failure }) => failure)];
  const isTimed = resting.length > 0 || failures.some((attempt) => attempt.retryAt !== null);
  if (retryAt && isTimed && all.every(({ reason }) => BUSY.has(reason)))
    return { type: 'all_refuse', retryAt };
  const isOneReason = new Set(all.map(({ reason }) => reason)).size === 1;
  if (first && isOneReason && (isOneProvider || !passes(first.end))) return first.end;
  const lasting = resting.find(({ failure }) => verdictOn(failure.reason).lasts)?.failure;
  return lasting && isOneReason ? lasting : { type: 'all_failed', retryAt };
}

function passes({ reason }: Failure): boolean {
  const { lasts, blame } = verdictOn(reason);
  return !lasts && blame !== 'nobody';
}

// A refusal that says nothing may be the provider's own; only where all say so it is about the question.
function isOwnOutcome({ reason }: Failure): boolean {
  return verdictOn(reason).blame === 'nobody' && reason !== 'bad_request';
}

/** The failure of a question that ran out of time: its call was aborted, but not by the person. */
export function outOfTime(failure: Failure): Failure {
  return failure.reason === 'aborted' ? { ...failure, message: failure.message, reason: 'timeout' } : failure;
}

/**
 * Whether another candidate may answer where this one failed. It would repeat a refusal, unless that is peculiar to one
 * provider, and half an answer is not said twice. A malformed request may be answered elsewhere: some models spoil it
 * themselves by calling tools that they were not given.
 */
export function isWorthAnother({ end, text }: FailedAttempt): boolean {
  return text.trim() === '' && verdictOn(end.reason).mayFareElsewhere;
}
