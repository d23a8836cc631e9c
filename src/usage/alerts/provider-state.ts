import type { ProviderOutcome } from '../../database/reading/usage-store.ts';
import type { FailureReason, FailureStatus } from '../../providers/contract/ending.ts';
import { isKnownReason, verdictOn } from '../../providers/contract/verdict.ts';

/** What a refused question or a broken answer shows of its provider: every reason that blames somebody. */
type BlamingReason = Exclude<
  FailureReason,
  | 'empty_answer'
  | 'out_of_room'
  | 'broken'
  | 'tool_call'
  | 'too_large'
  | 'bad_request'
  | 'refused'
  | 'refused_here'
  | 'aborted'
>;

/** Why a provider is shown as failing: reasons of failures, some of them under the name that readers have always had. */
export type DownReason =
  | Exclude<BlamingReason, 'invalid_key' | 'rate_limit' | 'bad_response' | 'truncated'>
  | 'unauthorized'
  | 'rate_limited'
  | 'error';

/** What a free check of a provider found. */
export type HealthResult =
  | { ok: true }
  | { ok: false; status: FailureStatus; reason: FailureReason; retryAt: Date | null };

export interface ProviderState {
  down: DownReason | null;
  /** When a provider that refuses for now is worth asking again. */
  retryAt: Date | null;
}

/** How long a failed request speaks for its provider when nothing newer does. */
const OUTCOME_HOLDS_MS = 5 * 60_000;

const WORKING: ProviderState = { down: null, retryAt: null };

/**
 * Whether a provider fails now. A failed check says so at once. A check that succeeds does not overrule a
 * request that just failed, because a provider may list its models and still refuse to answer.
 */
export function decideProviderState(
  health: HealthResult | null,
  outcome: ProviderOutcome | null,
  now: Date,
): ProviderState {
  if (health && !health.ok) {
    const down = downReason(health.status, health.reason);
    if (down) return { down, retryAt: health.retryAt };
  }
  if (!outcome || outcome.status === 'ok' || !stillHolds(outcome, now)) return WORKING;
  const down = downReason(outcome.status as FailureStatus, outcome.reason as FailureReason | null);
  return down ? { down, retryAt: outcome.retryAt } : WORKING;
}

function stillHolds(outcome: ProviderOutcome, now: Date): boolean {
  if (outcome.retryAt) return outcome.retryAt > now;
  return now.getTime() - outcome.observedAt.getTime() < OUTCOME_HOLDS_MS;
}

/** Why a failure makes its provider fail; `null` for those that blame nobody, such as a refused prompt. */
export function downReason(status: FailureStatus, reason: FailureReason | null): DownReason | null {
  // Versions before this one kept no reason, and later ones may keep reasons that this one does not know.
  if (reason === null || !isKnownReason(reason)) return BY_STATUS[status];
  if (verdictOn(reason).blame === 'nobody') return null;
  if (reason === 'bad_response' || reason === 'truncated') return BY_STATUS[status];
  return RENAMED[reason] ?? (reason as DownReason);
}

/** Whether a provider that fails for this reason is down until somebody does something about it. */
export function lasts(reason: DownReason): boolean {
  if (reason === 'unauthorized') return verdictOn('invalid_key').lasts;
  return reason === 'rate_limited' || reason === 'error' ? false : verdictOn(reason).lasts;
}

const BY_STATUS: Readonly<Record<FailureStatus, DownReason | null>> = {
  unauthorized: 'unauthorized',
  timeout: 'timeout',
  error: 'error',
  rate_limited: 'rate_limited',
  unavailable: 'server_error',
  invalid_request: null,
  blocked: null,
  interrupted: null,
};

/** Names that reports have always used. */
const RENAMED: Partial<Readonly<Record<FailureReason, DownReason>>> = {
  invalid_key: 'unauthorized',
  rate_limit: 'rate_limited',
};
