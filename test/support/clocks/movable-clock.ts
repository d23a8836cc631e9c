import { systemClock, type Clock } from '../../../src/foundation/clock.ts';

/** The system's clock, put forward or back by a test. */
export class MovableClock implements Clock {
  #offsetMs = 0;
  #passedMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  monotonicMs(): number {
    return performance.now() + this.#passedMs;
  }

  after = systemClock.after;
  every = systemClock.every;

  /** Lets time pass: both clocks go forward. A negative number of milliseconds puts only the wall clock back. */
  move(ms: number): void {
    this.jump(ms);
    this.#passedMs += Math.max(0, ms);
  }

  /** Puts the wall clock alone forward or back. */
  jump(ms: number): void {
    this.#offsetMs += ms;
  }
}
