import { systemClock, type Clock } from '../../../src/foundation/clock.ts';

const SHORT_MS = 1_000;
const TIMES = 10;

/** A tenth of what is less than a second. */
const shorten = (ms: number) => (ms < SHORT_MS ? ms / TIMES : ms);

/**
 * The machine's clock, by which the bot rests for shorter: until more of a message comes, between two looks, before
 * another try. Deadlines are a second or more and stay as they are, since a busy machine needs them.
 */
export const briskClock: Clock = {
  ...systemClock,
  after: (ms, action) => systemClock.after(shorten(ms), action),
  every: (ms, action) => systemClock.every(shorten(ms), action),
};
