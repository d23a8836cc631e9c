import { systemClock, type Timer } from '../../foundation/clock.ts';
import type { Statement } from './connection.ts';

/** A transaction of few round trips. It begins with the first query; without one, it is a single round trip. */
export interface Steps {
  /** Runs what was kept for it, and a query whose rows are needed. */
  query<Row>(before: readonly Statement[], query: Statement): Promise<Row[]>;
  /** Runs the rest and commits. */
  end(rest: readonly Statement[]): Promise<void>;
  /** Runs the rest and a query whose rows are needed, and commits. Without a query before it, it is one round trip. */
  endWith<Row>(rest: readonly Statement[], query: Statement): Promise<Row[]>;
  /** Rolls back what has begun. */
  giveUp(): Promise<void>;
}

/** As long as Prisma's transactions may last here. */
const LIMIT_MS = 30_000;

/** Has the code of Prisma's own error for a transaction that timed out. */
class StepsTimedOut extends Error {
  readonly code = 'P2028';
}

/**
 * Runs `work` on steps, which are given up when it fails, or takes longer than a database that answers. Whether the last
 * of them was carried out is then unknown.
 */
export async function withinLimit<Result>(steps: Steps, work: () => Promise<Result>): Promise<Result> {
  let timer: Timer | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    // The machine's time, as in Prisma's own transactions: a database does not answer sooner by another clock.
    timer = systemClock.after(LIMIT_MS, () => reject(new StepsTimedOut('the database took too long')));
  });
  try {
    return await Promise.race([work(), tooLate]);
  } catch (error) {
    const undone = steps.giveUp().catch(() => undefined);
    if (!(error instanceof StepsTimedOut)) await undone;
    throw error;
  } finally {
    timer?.cancel();
  }
}
