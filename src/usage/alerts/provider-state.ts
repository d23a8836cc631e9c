import type { ProviderOutcome } from '../../database/reading/usage-store.ts';
import type { FailureReason, FailureStatus } from '../../providers/contract/provider-error.ts';

/** Why a provider is shown as failing. */
export type DownReason =
  | 'unauthorized'
  | 'rate_limited'
  | 'quota_exhausted'
  | 'payment_required'
  | 'timeout'
  | 'network'
  | 'proxy'
  | 'server_error'
  | 'model_not_found'
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

/** Why a failure makes its provider fail; `null` for those that say nothing about it, such as a refused prompt. */
export function downReason(status: FailureStatus, reason: FailureReason | null): DownReason | null {
  switch (status) {
    case 'unauthorized':
    case 'timeout':
    case 'error':
      return reason === 'empty_answer' ? null : status;
    case 'rate_limited':
      return reason === 'quota_exhausted' || reason === 'payment_required' ? reason : 'rate_limited';
    case 'unavailable':
      return reason === 'network' || reason === 'proxy' ? reason : 'server_error';
    case 'invalid_request':
      return reason === 'model_not_found' ? 'model_not_found' : null;
    case 'blocked':
    case 'interrupted':
      return null;
    default:
      return status satisfies never;
  }
}
