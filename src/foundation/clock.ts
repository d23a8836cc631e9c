/** A timer that has been set. */
export interface Timer {
  /** Its action is not called any more; nothing happens when it was called already. */
  cancel(): void;
}

/** The only source of time in the bot, so that tests can turn it. */
export interface Clock {
  /** The wall clock, which an administrator or NTP may set back or forward. */
  now(): Date;
  /** Milliseconds since some fixed moment; never goes back, whatever happens to the wall clock. */
  monotonicMs(): number;
  /** Calls `action` once, `ms` milliseconds from now at the earliest. */
  after(ms: number, action: () => void): Timer;
  /** Calls `action` every `ms` milliseconds until it is cancelled. */
  every(ms: number, action: () => void): Timer;
}

/** The machine's own clock. */
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
