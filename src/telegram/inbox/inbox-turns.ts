import { createMutex } from '../../foundation/concurrency/mutex.ts';
import type { DatabaseWatch } from '../../usage/outage/database-watch.ts';

/** Lets one statement of this process about its updates follow the other. */
export interface InboxTurns {
  run<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Skips the work when the database went away while it waited for its turn. */
  runWhileUp(work: () => Promise<void>): Promise<void>;
  /** A statement that failed may have been carried out: rows may be this process's that it does not hold. */
  mayOwnMore: boolean;
}

/** Of statements that all wait for a database that does not answer, only the first costs its patience. */
export function createInboxTurns(watch: Pick<DatabaseWatch, 'isDown' | 'failed'>): InboxTurns {
  const queue = createMutex();
  const turns: InboxTurns = {
    mayOwnMore: false,
    run: (work) =>
      queue(() =>
        work().catch((error: unknown) => {
          turns.mayOwnMore = true;
          watch.failed(error);
          throw error;
        }),
      ),
    runWhileUp: (work) =>
      turns.run(async () => {
        if (!watch.isDown) await work();
      }),
  };
  return turns;
}
