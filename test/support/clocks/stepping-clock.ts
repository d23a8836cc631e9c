import { systemClock, type Clock } from '../../../src/foundation/clock.ts';

/** A clock that stands still until a test moves it, but for a tick at each look, where the test wants an order. */
export class SteppingClock implements Clock {
  #now: number;
  #passedMs = 0;
  readonly #tickMs: number;

  constructor(start: string, tickMs = 0) {
    this.#now = Date.parse(start);
    this.#tickMs = tickMs;
  }

  now(): Date {
    this.#now += this.#tickMs;
    return new Date(this.#now);
  }

  /** Goes on with the machine's, since its timers are real. */
  monotonicMs(): number {
    return performance.now() + this.#passedMs;
  }

  after = systemClock.after;
  every = systemClock.every;

  /** Lets time pass: both clocks go forward. */
  advance(ms: number): void {
    this.#now += ms;
    this.#passedMs += ms;
  }

  /** Sets the wall clock alone. */
  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}
