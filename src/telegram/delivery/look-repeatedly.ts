import type { Clock, Timer } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';

export interface RepeatedLooks {
  /** Looks once, and again and again from then on. Resolves after the first look. */
  start(): Promise<void>;
  /** Looks for the last time; resolves when no look is running any more. */
  close(): Promise<void>;
}

const LOOK_MS = 250;

/** Calls `look` every 250 ms, never twice at once. A look that fails is logged; the next one may succeed. */
export function lookRepeatedly(clock: Clock, logger: Logger, look: () => Promise<void>): RepeatedLooks {
  let timer: Timer | undefined;
  let looking: Promise<void> | undefined;
  let isClosed = false;
  const lookOnce = async () => {
    try {
      await look();
    } catch (error) {
      // Whoever needs the database notices that it is away; this can wait until it is back.
      logger.debug({ error: describeError(error) }, 'could not look into the inbox');
    }
    if (!isClosed) timer = clock.after(LOOK_MS, () => void start());
  };
  const start = () => (looking = lookOnce());
  return {
    start,
    close: async () => {
      isClosed = true;
      await looking;
      timer?.cancel();
      // What could not be written before is written now.
      await lookOnce();
    },
  };
}
