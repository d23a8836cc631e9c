import type { Failure } from './ending.ts';
import type { FailureReason, FailureStatus } from './ending.ts';

/**
 * Whom others should avoid after a failure: nobody, because the question itself caused it; one model; everything at this
 * provider's address; or everything that the account of this key may use.
 */
export type Blame = 'nobody' | 'model' | 'provider' | 'account';

/** What one failure means: for the person, for the ledger and for everybody else. */
export interface Verdict {
  /** What the person is told; `error-…` in the locales. */
  told: FailureReason;
  /** The status of its row. */
  booked: FailureStatus;
  /** Whom others should avoid: the only part that circuit breaker, colours and alerts look at. */
  blame: Blame;
  /** It ends only when somebody does something about it, so that trying again is no help. */
  lasts: boolean;
  /** Another model may answer the same question. */
  mayFareElsewhere: boolean;
}

type Row = readonly [booked: FailureStatus, blame: Blame, ...('lasts' | 'ends here')[]];

const ROWS: Readonly<Record<FailureReason, Row>> = {
  rate_limit: ['rate_limited', 'model'],
  quota_exhausted: ['rate_limited', 'model'],
  payment_required: ['rate_limited', 'account', 'lasts'],
  timeout: ['timeout', 'model'],
  network: ['unavailable', 'provider'],
  proxy: ['unavailable', 'provider'],
  server_error: ['unavailable', 'model'],
  bad_response: ['unavailable', 'model'],
  truncated: ['unavailable', 'model'],
  // The model ended it with a word that is no good end: of this question, and nothing is known of others.
  broken: ['error', 'nobody'],
  invalid_key: ['unauthorized', 'account', 'lasts'],
  key_restricted: ['unauthorized', 'account', 'lasts'],
  api_disabled: ['unauthorized', 'account', 'lasts'],
  account_restricted: ['unauthorized', 'account', 'lasts'],
  location: ['unauthorized', 'provider', 'lasts'],
  // Nobody knows of which model the provider speaks, so its others are still asked.
  forbidden: ['unauthorized', 'model', 'lasts'],
  wrong_address: ['invalid_request', 'provider', 'lasts'],
  model_not_found: ['invalid_request', 'model'],
  model_blocked: ['unauthorized', 'model', 'lasts'],
  refuses_everybody: ['invalid_request', 'model', 'lasts'],
  empty_answer: ['error', 'nobody'],
  out_of_room: ['error', 'nobody'],
  tool_call: ['error', 'nobody'],
  too_large: ['invalid_request', 'nobody'],
  bad_request: ['invalid_request', 'nobody'],
  refused_here: ['blocked', 'nobody'],
  refused: ['blocked', 'nobody', 'ends here'],
  aborted: ['interrupted', 'nobody', 'ends here'],
};

/** What a failure for this reason means. */
export function verdictOn(reason: FailureReason): Verdict {
  const [booked, blame, ...marks] = ROWS[reason];
  return {
    told: reason,
    booked,
    blame,
    lasts: marks.includes('lasts'),
    mayFareElsewhere: !marks.includes('ends here'),
  };
}

/** Whether a stored reason is one of this version's. */
export function isKnownReason(reason: string): reason is FailureReason {
  return Object.hasOwn(ROWS, reason);
}

/** The failure for this reason that a stream ended with; it has no HTTP status and names no time to retry. */
export function failureFor(reason: FailureReason, message: string): Failure {
  const { booked } = verdictOn(reason);
  return { type: 'failed', status: booked, reason, message, httpStatus: null, retryAfterMs: null };
}
