import type { Clock } from '../../src/foundation/clock.ts';

/** The system's clock, put forward or back by a test. */
export class MovableClock implements Clock {
  #offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** Puts the clock forward, or back with a negative number of milliseconds. */
  move(ms: number): void {
    this.#offsetMs += ms;
  }
}
