import { systemClock, type Clock } from '../../../src/foundation/clock.ts';

/**
 * A clock that runs `times` as fast as the machine's, timers included: a bot that waits a minute by it waits seconds.
 * For whole bots between stand-ins, which keep the machine's time.
 */
export class FastClock implements Clock {
  readonly #times: number;
  readonly #startMs = Date.now();
  readonly #start = performance.now();

  constructor(times: number) {
    this.#times = times;
  }

  now(): Date {
    return new Date(this.#startMs + this.monotonicMs());
  }

  monotonicMs(): number {
    return (performance.now() - this.#start) * this.#times;
  }

  after: Clock['after'] = (ms, action) => systemClock.after(ms / this.#times, action);
  every: Clock['every'] = (ms, action) => systemClock.every(ms / this.#times, action);
}
