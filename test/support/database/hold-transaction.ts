import type { Connection, Database } from '../../../src/database/engine/open-database.ts';

/** A transaction that has done its work and stays open, with every lock that the work took. */
export interface HeldTransaction {
  /** Ends it; resolves once it has ended. */
  release(): Promise<void>;
}

/** Does `work` in a transaction that stays open until it is released; resolves when the work is done. */
export function holdTransaction(
  database: Database,
  work: (connection: Connection) => Promise<unknown>,
): Promise<HeldTransaction> {
  let letGo = (): void => undefined;
  const letsGo = new Promise<void>((resolve) => (letGo = resolve));
  return new Promise((resolve, reject) => {
    const ended = database.transaction(async (connection) => {
      await work(connection);
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
