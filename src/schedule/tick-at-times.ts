import type { Clock, Timer } from '../foundation/clock.ts';
import type { CronTimes } from './cron-times.ts';

export interface Ticking {
  /** The next moment. */
  next(): Date | null;
  stop(): void;
}

/** No timer holds for longer, so that a clock that is put forward or back is noticed. */
const LONGEST_WAIT_MS = 60_000;
/** A process that slept or stood still runs late what it missed, but not what is a day old. */
const MOST_LATE_MS = 24 * 3_600_000;

/** Calls `onTick` with each of the moments when it has come, if need be late. */
export function tickAtTimes(times: CronTimes, clock: Clock, onTick: (moment: Date) => void): Ticking {
  let due = times.next(clock.now());
  let timer: Timer | null = null;
  const look = () => {
    const now = clock.now();
    const late = due && now.getTime() - due.getTime();
    const come = late !== null && late >= 0 && late < MOST_LATE_MS ? due : null;
    due = times.next(now);
    wait();
    if (come) onTick(come);
  };
  const wait = () => {
    const left = due ? due.getTime() - clock.now().getTime() : LONGEST_WAIT_MS;
    timer = clock.after(Math.min(Math.max(left, 0), LONGEST_WAIT_MS), look);
  };
  wait();
  return { next: () => times.next(clock.now()), stop: () => timer?.cancel() };
}
