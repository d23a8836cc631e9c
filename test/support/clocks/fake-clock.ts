import type { Clock, Timer } from '../../../src/foundation/clock.ts';

interface PendingTimer {
  dueMs: number;
  order: number;
  everyMs: number | null;
  action: () => void;
}

/**
 * A clock that only a test turns: `advance` calls every timer that comes due on the way, in order, and lets the promises
 * that each one settles run before the next.
 */
export class FakeClock implements Clock {
  #wallMs: number;
  #passedMs = 0;
  #order = 0;
  readonly #timers = new Set<PendingTimer>();

  constructor(start = '2026-01-01T00:00:00Z') {
    this.#wallMs = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#wallMs);
  }

  monotonicMs(): number {
    return this.#passedMs;
  }

  after(ms: number, action: () => void): Timer {
    return this.#add(ms, null, action);
  }

  every(ms: number, action: () => void): Timer {
    return this.#add(ms, ms, action);
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Sets the wall clock alone, as an administrator would; no timer comes due by it. */
  setWall(instant: string): void {
    this.#wallMs = Date.parse(instant);
  }

  /** Lets `ms` milliseconds pass at once, and calls no timer: for what only asks for the time. */
  skip(ms: number): void {
    this.#passTo(this.#passedMs + ms);
  }

  /** Lets `ms` milliseconds pass. */
  async advance(ms: number): Promise<void> {
    const end = this.#passedMs + ms;
    await settled();
    for (let next = this.#nextUntil(end); next; next = this.#nextUntil(end)) {
      this.#passTo(next.dueMs);
      if (next.everyMs === null) this.#timers.delete(next);
      else next.dueMs += Math.max(1, next.everyMs);
      next.action();
      await settled();
    }
    this.#passTo(end);
    await settled();
  }

  #add(ms: number, everyMs: number | null, action: () => void): Timer {
    const timer = { dueMs: this.#passedMs + Math.max(0, ms), order: this.#order++, everyMs, action };
    this.#timers.add(timer);
    return { cancel: () => void this.#timers.delete(timer) };
  }

  #nextUntil(end: number): PendingTimer | undefined {
    return [...this.#timers]
      .filter(({ dueMs }) => dueMs <= end)
      .toSorted((one, other) => one.dueMs - other.dueMs || one.order - other.order)[0];
  }

  #passTo(ms: number): void {
    this.#wallMs += Math.max(0, ms - this.#passedMs);
    this.#passedMs = Math.max(this.#passedMs, ms);
  }
}

/** Resolves when all promises that can settle by themselves have. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
