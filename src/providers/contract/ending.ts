import type { FailureReason, FailureStatus } from './provider-error.ts';

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
}

/** How a call to a provider ended: one vocabulary from the wire to the ledger and the person. */
export type Ending = Answered | Failure;

/** A failure that has no HTTP status of its own and names no time to retry. */
export function failure(status: FailureStatus, reason: FailureReason, message: string): Failure {
  return { type: 'failed', status, reason, message, httpStatus: null, retryAfterMs: null };
}
