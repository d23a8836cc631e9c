import type { Attempt, ProviderAttempts } from '../../database/reading/attempt-store.ts';
import type { FailureReason, FailureStatus } from '../../providers/contract/ending.ts';
import { downReason, lasts, type DownReason, type HealthResult } from './provider-state.ts';

export type ProviderLevel = 'up' | 'down';

/** What is known of a provider's requests. */
export interface ProviderFacts {
  attempts: ProviderAttempts;
  /** When it asked to be asked again. */
  retryAt: Date | null;
  /** What a free check found; `null` when none was made. */
  health: HealthResult | null;
  /** One of its quotas is used up, which is an alert of its own. */
  hasEmptyQuota: boolean;
}

/** Where its episode stands. */
export interface ProviderStanding {
  level: ProviderLevel;
  /** When the level last changed; `null` before the first episode. */
  changedAt: Date | null;
}

export interface ProviderDecision {
  level: ProviderLevel;
  reason: DownReason | null;
  /** The error of a reason that lasts. */
  message: string | null;
  /** When the failures began. */
  since: Date | null;
}

const UP: ProviderDecision = { level: 'up', reason: null, message: null, since: null };
const MINUTE_MS = 60_000;
/** Requests older than this say nothing about now. */
export const HORIZON_MS = 30 * MINUTE_MS;
/** A provider that was back only a while ago is down again once it has answered nobody for this long. */
const PERSISTENT_MS = 5 * MINUTE_MS;
const REFUSALS: ReadonlySet<DownReason> = new Set(['rate_limited', 'quota_exhausted']);

/**
 * Whether a provider is down, in the sense of a message to the admins. What lasts, such as a refused key, is at once; a refusal for
 * longer than a minute is; other failures are when two requests in a row ended so, or when one did and a free
 * check a minute later fails too. It is back with the first request that it answers; when nobody asks it, after
 * half an hour without a failure, once a free check succeeds. So a blip disturbs nobody, and one that fails
 * every second request is reported once, not all night.
 */
export function decideProviderLevel(
  facts: ProviderFacts,
  standing: ProviderStanding,
  now: Date,
): ProviderDecision {
  const failures = failuresInARow(facts);
  const [newest] = failures;
  if (standing.level === 'down') {
    return isBack(facts, failures, now)
      ? UP
      : { level: 'down', reason: newest ? reasonOf(newest) : null, message: null, since: null };
  }
  const isDown = newest !== undefined && hasFailed(facts, standing, failures, newest, now);
  if (!isDown) return UP;
  const reason = reasonOf(newest);
  const message = reason !== null && lasts(reason) ? (newest.message ?? null) : null;
  return { level: 'down', reason, message, since: failures.at(-1)?.at ?? newest.at };
}

/** Whether a free check would decide something, so that none is made for nothing. */
export function needsCheck(facts: ProviderFacts, standing: ProviderStanding, now: Date): boolean {
  const failures = failuresInARow(facts);
  if (standing.level === 'down') return failures.length === 0 && facts.attempts.lastAnswerAt === null;
  return failures.length === 1 && isOlder(failures[0], MINUTE_MS, now);
}

/** The newest requests that failed through the provider's fault, up to the last one that it answered. */
function failuresInARow({ attempts }: ProviderFacts): Attempt[] {
  const telling = attempts.recent.filter((it) => it.status === 'ok' || reasonOf(it) !== null);
  const end = telling.findIndex((it) => it.status === 'ok');
  return end < 0 ? telling : telling.slice(0, end);
}

function hasFailed(
  { retryAt, health, hasEmptyQuota, attempts }: ProviderFacts,
  { changedAt }: ProviderStanding,
  failures: readonly Attempt[],
  newest: Attempt,
  now: Date,
): boolean {
  const reason = reasonOf(newest);
  if (reason === null || lasts(reason)) return reason !== null;
  if (REFUSALS.has(reason)) {
    if (hasEmptyQuota) return false;
    const staysAway = retryAt !== null && retryAt > now && isOlder(newest, MINUTE_MS, retryAt);
    // A minute's limit that names no time is over in a minute.
    if (staysAway || reason === 'rate_limited') return staysAway;
  }
  // What changed in the future did so before the clock was put back, nobody knows when.
  const wasBack = changedAt !== null && changedAt <= now && now.getTime() - changedAt.getTime() < HORIZON_MS;
  if (wasBack && !isPersistent(changedAt, attempts.lastAnswerAt, now)) return false;
  if (failures.length > 1) return true;
  return isOlder(newest, MINUTE_MS, now) && health !== null && !health.ok;
}

function isPersistent(changedAt: Date, lastAnswerAt: Date | null, now: Date): boolean {
  const worked = Math.max(changedAt.getTime(), lastAnswerAt?.getTime() ?? 0);
  return now.getTime() - worked >= PERSISTENT_MS;
}

function isBack(
  { attempts, retryAt, health }: ProviderFacts,
  failures: readonly Attempt[],
  now: Date,
): boolean {
  if (failures.length > 0) return false;
  if (attempts.lastAnswerAt !== null) return true;
  return health?.ok === true && (retryAt === null || retryAt <= now);
}

function isOlder(attempt: Attempt | undefined, ms: number, than: Date): boolean {
  return attempt !== undefined && than.getTime() - attempt.at.getTime() > ms;
}

function reasonOf({ status, reason }: Attempt): DownReason | null {
  return status === 'ok' ? null : downReason(status as FailureStatus, reason as FailureReason | null);
}
