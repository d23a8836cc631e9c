import { SteppingClock } from './stepping-clock.ts';

/**
 * A clock on which work takes no time: only a test lets it pass, so that a rest ends where the test says and not where a
 * busy machine took long. Its timers are the machine's.
 */
export class StandingClock extends SteppingClock {
  #passedMs = 0;

  override monotonicMs(): number {
    return this.#passedMs;
  }

  override advance(ms: number): void {
    super.advance(ms);
    this.#passedMs += ms;
  }
}
