import type { Clock } from '../../foundation/clock.ts';
import type { Failure, FailureReason, FailureStatus } from './ending.ts';
import type { Measurement } from './measurement.ts';

export interface FailureDetails {
  status: FailureStatus;
  reason: FailureReason;
  /** When the provider is worth asking again; `null` when it did not say. */
  retryAfterMs?: number | null;
  httpStatus?: number | null;
  /** Nothing but an HTTP status tells what it is about. */
  isUnknown?: boolean;
  /** A service behind this gateway said so. */
  isUpstream?: boolean;
  measurement?: Measurement | null;
  /** The service refused an optional part of the request, which is left out from now on: worth asking once more. */
  mayRepeat?: boolean;
  cause?: unknown;
}

/** A request that a provider did not answer completely. Its message never holds a key or a person's text. */
export class ProviderError extends Error implements Failure {
  override readonly name = 'ProviderError';
  readonly type = 'failed';
  readonly status: FailureStatus;
  readonly reason: FailureReason;
  readonly retryAfterMs: number | null;
  readonly httpStatus: number | null;
  readonly isUnknown: boolean;
  readonly isUpstream: boolean;
  /** What the failed call used, such as the prompt of a refused answer; `null` when it was not measured. */
  readonly measurement: Measurement | null;
  readonly mayRepeat: boolean;

  constructor(message: string, details: FailureDetails) {
    super(message, { cause: details.cause });
    this.status = details.status;
    this.reason = details.reason;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.httpStatus = details.httpStatus ?? null;
    this.isUnknown = details.isUnknown ?? false;
    this.isUpstream = details.isUpstream ?? false;
    this.measurement = details.measurement ?? null;
    this.mayRepeat = details.mayRepeat ?? false;
  }

  /** The same failure with what its call used. */
  measured(measurement: Measurement): ProviderError {
    return this.#changed({ measurement });
  }

  /** The same failure of a request that is sent differently from now on. */
  repeatable(): ProviderError {
    return this.#changed({ mayRepeat: true });
  }

  #changed(changes: Partial<FailureDetails>): ProviderError {
    const { status, reason, retryAfterMs, httpStatus, isUnknown, isUpstream, measurement, mayRepeat } = this;
    const kept = { status, reason, retryAfterMs, httpStatus, isUnknown, isUpstream, measurement, mayRepeat };
    return new ProviderError(this.message, { ...kept, cause: this.cause, ...changes });
  }
}

/** When the provider wants to be asked again, if it said so. */
export function retryAtOf({ retryAfterMs }: ProviderError, clock: Clock): Date | null {
  return retryAfterMs === null ? null : new Date(clock.now().getTime() + retryAfterMs);
}
