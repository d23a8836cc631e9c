import { interruption } from './interruption.ts';
import { ProviderError } from './provider-error.ts';

// An aborted call normally ends by itself within a moment, and then knows more than the deadline does.
const LAST_WORDS_MS = 200;

/** Ends one call from outside: when its time is up, when it falls silent, or when its caller aborts it. */
export class CallDeadline {
  readonly #name: string;
  readonly #caller: AbortSignal;
  readonly #controller = new AbortController();
  readonly #total: NodeJS.Timeout;
  #silence: NodeJS.Timeout | undefined;
  #lastWords: NodeJS.Timeout | undefined;
  #giveUp: ((failure: ProviderError) => void) | undefined;

  constructor(name: string, caller: AbortSignal, totalMs: number) {
    this.#name = name;
    this.#caller = caller;
    this.#total = setTimeout(() => this.#end(this.#timeout(totalMs)), totalMs);
    caller.addEventListener('abort', this.#onAbort, { once: true });
    if (caller.aborted) this.#onAbort();
  }

  /** What the call is given to listen to. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Waits for the next step of the call, which may stay silent for `silenceMs` at a time. */
  async wait<T>(step: Promise<T>, silenceMs: number): Promise<T> {
    const givenUp = new Promise<never>((_, reject) => {
      this.#giveUp = reject;
    });
    this.#watch(silenceMs);
    try {
      return await Promise.race([step, givenUp]);
    } finally {
      this.#giveUp = undefined;
      clearTimeout(this.#silence);
    }
  }

  /** The call showed life: its silence begins anew. */
  touch(silenceMs: number): void {
    if (this.#giveUp) this.#watch(silenceMs);
  }

  /** Clears every timer, and closes the call if it is still open. */
  close(): void {
    clearTimeout(this.#total);
    clearTimeout(this.#silence);
    clearTimeout(this.#lastWords);
    this.#caller.removeEventListener('abort', this.#onAbort);
    this.#controller.abort();
  }

  readonly #onAbort = (): void => this.#end(interruption(this.#name, this.#caller));

  #watch(silenceMs: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(this.#timeout(silenceMs)), silenceMs);
  }

  #timeout(ms: number): ProviderError {
    const words = `${this.#name}: no complete answer within ${ms / 1000} s`;
    return new ProviderError(words, { status: 'timeout', reason: 'timeout' });
  }

  #end(failure: ProviderError): void {
    if (this.#controller.signal.aborted) return;
    this.#controller.abort(failure);
    this.#lastWords = setTimeout(() => this.#giveUp?.(failure), LAST_WORDS_MS);
  }
}
