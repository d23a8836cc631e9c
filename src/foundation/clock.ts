/** The source of "now"; tests pass a fixed or a stepping one. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
