import { MOST_SHARED_TRIES } from '../../database/inbox/inbox-taking.ts';
import { createSemaphore } from '../../foundation/concurrency/semaphore.ts';

/**
 * Which of many updates ends the process, if it is one of them and not a signal? What was in hand twice when it ended is
 * tried with a few others, after two of these tries alone, and after three alone it was the culprit.
 */
export interface PoisonUpdates {
  /** Whether it is tried apart from others, each such try counted before it begins. */
  has(tries: number): boolean;
  /** Whether it ended the process each time, so that its person is only told. */
  isCulprit(tries: number): boolean;
  /** Whether even telling its person ended the process. */
  isHopeless(tries: number): boolean;
  /** Resolves when there is room for one more that was tried so often. */
  enter(updateId: number, tries: number): Promise<void>;
  leave(updateId: number): void;
}

const A_FEW = 16;
const MOST_TRIES_AMONG_FEW = MOST_SHARED_TRIES + 2;
export const MOST_TRIES = MOST_TRIES_AMONG_FEW + 3;
const MOST_TELLING_TRIES = 3;

export function createPoisonUpdates(): PoisonUpdates {
  const few = createSemaphore(A_FEW);
  const one = createSemaphore(1);
  return {
    has: (tries) => tries > MOST_SHARED_TRIES,
    isCulprit: (tries) => tries > MOST_TRIES,
    isHopeless: (tries) => tries > MOST_TRIES + MOST_TELLING_TRIES,
    enter: (updateId, tries) => (tries <= MOST_TRIES_AMONG_FEW ? few : one).enter(updateId),
    leave: (updateId) => {
      few.leave(updateId);
      one.leave(updateId);
    },
  };
}
