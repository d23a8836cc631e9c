import type { Clock } from '../../src/foundation/clock.ts';

/** A clock that stands still until a test moves it, but for a tick at each look, where the test wants an order. */
export class SteppingClock implements Clock {
  #now: number;
  readonly #tickMs: number;

  constructor(start: string, tickMs = 0) {
    this.#now = Date.parse(start);
    this.#tickMs = tickMs;
  }

  now(): Date {
    this.#now += this.#tickMs;
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  set(instant: string): void {
    this.#now = Date.parse(instant);
  }
}
