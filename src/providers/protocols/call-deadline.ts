import type { Clock, Timer } from '../../foundation/clock.ts';
import { interruption } from '../failures/interruption.ts';
import { ProviderError } from '../contract/provider-error.ts';

// An aborted call normally ends by itself within a moment, and then knows more than the deadline does.
const LAST_WORDS_MS = 200;
/** A reason that is made once: without one, every abort makes an exception with its stack. */
const OVER = new Error('the call is over');

/** Ends one call from outside: when its time is up, when it falls silent, or when its caller aborts it. */
export class CallDeadline {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #caller: AbortSignal;
  readonly #controller = new AbortController();
  readonly #total: Timer;
  /** Ends the waiting; `null` while nobody waits. */
  #giveUp: ((failure: ProviderError) => void) | null = null;
  #failure: ProviderError | null = null;
  #silence: Timer | undefined;
  #silenceMs = 0;
  #silenceEndsAt = 0;
  #looksAt = 0;
  #lastWords: Timer | undefined;

  constructor(clock: Clock, name: string, caller: AbortSignal, totalMs: number) {
    this.#clock = clock;
    this.#name = name;
    this.#caller = caller;
    this.#total = clock.after(totalMs, () => this.#end(this.#timeout(totalMs)));
    caller.addEventListener('abort', this.#onAbort, { once: true });
    if (caller.aborted) this.#onAbort();
  }

  /** What the call is given to listen to. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for the next step of the call, which may stay silent for `silenceMs` at a time. */
  wait<T>(step: Promise<T>, silenceMs: number): Promise<T> {
    this.#watch(silenceMs);
    // Not a race with one long promise, which would keep something of every step until the call ends.
    return new Promise<T>((resolve, reject) => {
      this.#giveUp = reject;
      const ending =
        <Value>(end: (value: Value) => void) =>
        (value: Value): void => {
          this.#giveUp = null;
          end(value);
        };
      step.then(ending(resolve), ending(reject));
      if (this.#failure) reject(this.#failure);
    });
  }

  /** The call showed life: its silence begins anew. */
  touch(silenceMs: number): void {
    this.#watch(silenceMs);
  }

  /** Clears every timer, and closes the call if it is still open. */
  close(): void {
    this.#total.cancel();
    this.#silence?.cancel();
    this.#lastWords?.cancel();
    this.#caller.removeEventListener('abort', this.#onAbort);
    this.#controller.abort(OVER);
  }

  readonly #onAbort = (): void => this.#end(interruption(this.#name, this.#caller));

  // One timer for many signs of life: when it fires, it looks whether there was one meanwhile.
  #watch(silenceMs: number): void {
    this.#silenceMs = silenceMs;
    this.#silenceEndsAt = this.#clock.monotonicMs() + silenceMs;
    if (this.#silence && this.#looksAt <= this.#silenceEndsAt) return;
    this.#lookIn(silenceMs);
  }

  #lookIn(ms: number): void {
    this.#silence?.cancel();
    this.#looksAt = this.#clock.monotonicMs() + ms;
    this.#silence = this.#clock.after(ms, () => this.#look());
  }

  #look(): void {
    const left = this.#silenceEndsAt - this.#clock.monotonicMs();
    if (left > 1) this.#lookIn(left);
    else if (this.#giveUp) this.#end(this.#timeout(this.#silenceMs));
    // Whoever takes their time with what arrived is not kept waiting by the call.
    else this.#lookIn(this.#silenceMs);
  }

  #timeout(ms: number): ProviderError {
    const words = `${this.#name}: no complete answer within ${ms / 1000} s`;
    return new ProviderError(words, { status: 'timeout', reason: 'timeout' });
  }

  #end(failure: ProviderError): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(failure);
    this.#lastWords = this.#clock.after(LAST_WORDS_MS, () => {
      this.#failure = failure;
      this.#giveUp?.(failure);
    });
  }
}
