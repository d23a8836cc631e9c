import type { Clock, Timer } from '../../foundation/clock.ts';
import { describeError } from '../../foundation/describe-error.ts';
import type { Logger } from '../../foundation/logger.ts';

export interface RepeatedLooks {
  /** Looks once, and again and again from then on. Resolves after the first look. */
  start(): Promise<void>;
  /** Something came up: the next look is at most 250 ms away. */
  wake(): void;
  /** Looks for the last time; resolves when no look is running any more. */
  close(): Promise<void>;
}

export interface RepeatedLooksOptions {
  /** Resolves with whether something is left that only another look can bring on. */
  look: () => Promise<boolean>;
  clock: Clock;
  logger: Logger;
}

/** The pace while something is left. */
const SOON_MS = 250;
/** The pace while nothing is. Well within the time of a lease, which a look renews. */
const TICK_MS = 5_000;

/**
 * Calls `look` every 250 ms while something is left, else every five seconds or when it is woken; never twice at once.
 * A look that fails is logged; the next one may succeed.
 */
export function lookRepeatedly({ look, clock, logger }: RepeatedLooksOptions): RepeatedLooks {
  let timer: Timer | undefined;
  let isSoon = false;
  let wasWoken = false;
  let looking: Promise<void> | undefined;
  let isClosed = false;
  const lookLater = (soon: boolean) => {
    timer?.cancel();
    isSoon = soon;
    timer = clock.after(soon ? SOON_MS : TICK_MS, () => void start());
  };
  const lookOnce = async () => {
    wasWoken = false;
    let isLeft = true;
    try {
      isLeft = await look();
    } catch (error) {
      // Whoever needs the database notices that it is away; this can wait until it is back.
      logger.debug({ error: describeError(error) }, 'could not look into the inbox');
    }
    looking = undefined;
    // What came up during the look may have come too late for it.
    if (!isClosed) lookLater(isLeft || wasWoken);
  };
  const start = () => (looking = lookOnce());
  return {
    start,
    wake: () => {
      wasWoken = true;
      if (timer && !looking && !isSoon && !isClosed) lookLater(true);
    },
    close: async () => {
      isClosed = true;
      await looking;
      timer?.cancel();
      // What could not be written before is written now.
      await lookOnce();
    },
  };
}
