import type { Clock, Timer } from '../../foundation/clock.ts';
import { interruption } from '../failures/interruption.ts';
import { ProviderError } from '../contract/provider-error.ts';

/** An aborted call normally ends by itself within this time, and its own error says more than the deadline's. */
const GRACE_MS = 200;
/** The cause of a failure by silence, which after the ending of an answer is none. */
const SILENCE = new Error('nothing arrived');

/** Whether the call of this signal was ended because nothing arrived for too long. */
export function fellSilent({ reason }: AbortSignal): boolean {
  return reason instanceof ProviderError && reason.cause === SILENCE;
}

/** Created once: `abort()` without a reason creates an exception with a stack trace each time. */
const OVER = new Error('the call is over');

/**
 * Ends one call from outside: when its total time is up, when it stays silent for too long, or when its caller aborts
 * it.
 */
export class CallDeadline {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #caller: AbortSignal;
  readonly #controller = new AbortController();
  readonly #total: Timer;
  /** Rejects the pending `wait`; `null` while there is none. */
  #giveUp: ((failure: ProviderError) => void) | null = null;
  #failure: ProviderError | null = null;
  #silence: Timer | undefined;
  #grace: Timer | undefined;

  /** `name` begins the error messages; `totalMs` bounds the whole call in milliseconds. */
  constructor(clock: Clock, name: string, caller: AbortSignal, totalMs: number) {
    this.#clock = clock;
    this.#name = name;
    this.#caller = caller;
    this.#total = clock.after(totalMs, () => this.#end(this.#timeout(totalMs)));
    caller.addEventListener('abort', this.#onAbort, { once: true });
    if (caller.aborted) this.#onAbort();
  }

  /** The signal to pass to the call. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * Waits for the next step of the call. Rejects with a `ProviderError` when the call shows no activity for `silenceMs`
   * milliseconds. Time that the caller spends between two steps does not count.
   */
  wait<T>(step: Promise<T>, silenceMs: number): Promise<T> {
    // `Promise.race` against one long-lived promise would retain memory for each step until the call ends.
    return new Promise<T>((resolve, reject) => {
      this.#giveUp = reject;
      this.#startSilence(silenceMs);
      const ending =
        <Value>(end: (value: Value) => void) =>
        (value: Value): void => {
          this.#giveUp = null;
          this.#silence?.cancel();
          end(value);
        };
      step.then(ending(resolve), ending(reject));
      if (this.#failure) reject(this.#failure);
    });
  }

  /** Restarts the silence timer of a pending `wait`, because the call showed activity. */
  touch(silenceMs: number): void {
    if (this.#giveUp) this.#startSilence(silenceMs);
  }

  /** Cancels every timer, and aborts the call if it is still open. */
  close(): void {
    this.#total.cancel();
    this.#silence?.cancel();
    this.#grace?.cancel();
    this.#caller.removeEventListener('abort', this.#onAbort);
    this.#controller.abort(OVER);
  }

  readonly #onAbort = (): void => this.#end(interruption(this.#name, this.#caller));

  #startSilence(silenceMs: number): void {
    this.#silence?.cancel();
    this.#silence = this.#clock.after(silenceMs, () => this.#end(this.#timeout(silenceMs, SILENCE)));
  }

  #timeout(ms: number, cause?: Error): ProviderError {
    const message = `${this.#name}: no complete answer within ${ms / 1000} s`;
    return new ProviderError(message, { status: 'timeout', reason: 'timeout', cause });
  }

  #end(failure: ProviderError): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(failure);
    this.#grace = this.#clock.after(GRACE_MS, () => {
      this.#failure = failure;
      this.#giveUp?.(failure);
    });
  }
}
