/** A timer of a `Clock`. */
export interface Timer {
  /** Prevents the action; has no effect after the action was called. */
  cancel(): void;
}

/** The only source of time in the bot, so tests can control it. */
export interface Clock {
  /** The wall clock, which an administrator or NTP may set back or forward. */
  now(): Date;
  /** Milliseconds since a fixed moment; never goes back, whatever happens to the wall clock. */
  monotonicMs(): number;
  /** Calls `action` once, after at least `ms` milliseconds. */
  after(ms: number, action: () => void): Timer;
  /** Calls `action` every `ms` milliseconds until cancelled. */
  every(ms: number, action: () => void): Timer;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return { cancel: () => clearTimeout(timer) };
  },
  every: (ms, action) => {
    const timer = setInterval(action, ms);
    return { cancel: () => clearInterval(timer) };
  },
};
