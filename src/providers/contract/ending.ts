/** The contract's classes of a failed request. */
export type FailureStatus =
  | 'rate_limited'
  | 'timeout'
  | 'unavailable'
  | 'invalid_request'
  | 'unauthorized'
  | 'blocked'
  | 'interrupted'
  | 'error';

/** What a person is told and an admin sees, finer than the status. */
export type FailureReason =
  | 'rate_limit'
  | 'quota_exhausted'
  | 'payment_required'
  | 'timeout'
  | 'network'
  | 'proxy'
  | 'server_error'
  | 'bad_response'
  | 'truncated'
  | 'broken'
  | 'empty_answer'
  | 'out_of_room'
  | 'tool_call'
  | 'invalid_key'
  | 'key_restricted'
  | 'api_disabled'
  | 'account_restricted'
  | 'location'
  | 'forbidden'
  | 'wrong_address'
  | 'model_not_found'
  | 'model_blocked'
  | 'too_large'
  | 'refused'
  | 'refused_here'
  | 'bad_request'
  | 'refuses_everybody'
  | 'aborted';

/** The answer arrived: `complete`, or cut by the model's output limit (`length`). */
export interface Answered {
  readonly type: 'complete' | 'length';
}

/** A call that a provider did not answer completely. `ProviderError` is the same, to be thrown. */
export interface Failure {
  readonly type: 'failed';
  /** Its class in the ledger. */
  readonly status: FailureStatus;
  /** Why, finer than the status. */
  readonly reason: FailureReason;
  /** For operators; contains neither keys nor people's texts. */
  readonly message: string;
  readonly httpStatus: number | null;
  /** Milliseconds after which the provider wants to be asked again; `null` when it did not say. */
  readonly retryAfterMs: number | null;
  /** Whether the same request is sent differently from now on, so that it is worth asking once more. */
  readonly mayRepeat?: boolean;
  /** The provider refused with a status that says neither what is wrong nor whose fault it is. */
  readonly isUnknown?: boolean;
  /** A service behind this gateway said so, of this model alone. */
  readonly isUpstream?: boolean;
}

/** How a call to a provider ended: one vocabulary from the wire to the ledger and the person. */
export type Ending = Answered | Failure;

/** A failure that has no HTTP status of its own and names no time to retry. */
export function failure(status: FailureStatus, reason: FailureReason, message: string): Failure {
  return { type: 'failed', status, reason, message, httpStatus: null, retryAfterMs: null };
}
