import type { Transaction } from '../../../src/database/engine/connection.ts';
import type { Database } from '../../../src/database/engine/database.ts';

/** A transaction that has done its work and stays open, with every lock that the work took. */
export interface HeldTransaction {
  /** Ends it; resolves once it has ended. */
  release(): Promise<void>;
}

/** Does `work` in a transaction that stays open until it is released; resolves when the work is done. */
export function holdTransaction(
  database: Database,
  work: (transaction: Transaction) => Promise<unknown>,
): Promise<HeldTransaction> {
  let letGo = (): void => undefined;
  const letsGo = new Promise<void>((resolve) => (letGo = resolve));
  return new Promise((resolve, reject) => {
    const ended = database.transaction(async (transaction) => {
      await work(transaction);
      resolve({ release });
      await letsGo;
    });
    const release = (): Promise<void> => {
      letGo();
      return ended;
    };
    ended.catch(reject);
  });
}
