import type { Connection, Database, Statement, Transaction } from './open-database.ts';
import { isOneTrip, runTogether } from './run-together.ts';

/** A transaction of few round trips. It begins with the first query; without one, it is a single round trip. */
export interface Steps {
  /** Runs what was kept for it, and a query whose rows are needed. */
  query<Row>(before: readonly Statement[], query: Statement): Promise<Row[]>;
  /** Runs the rest and commits. */
  end(rest: readonly Statement[]): Promise<void>;
  /** Rolls back what has begun. */
  giveUp(): Promise<void>;
}

interface Open {
  transaction: Transaction;
  commit(): Promise<void>;
  rollBack(): Promise<void>;
}

/** On PostgreSQL, where a function that runs all statements needs no transaction around it. */
export function createPostgresSteps(client: Connection, transaction: Database['transaction']): Steps {
  let opened: Promise<Open> | null = null;
  const open = () => (opened ??= openTransaction(transaction));
  return {
    query: async <Row>(before: readonly Statement[], { sql, parameters }: Statement) => {
      const { transaction: connection } = await open();
      if (before.length > 0) await connection.executeAll(before);
      return connection.$queryRawUnsafe<Row[]>(sql, ...parameters);
    },
    end: async (rest) => {
      if (!opened && isOneTrip(rest)) return runTogether(client, rest);
      const ending = await open();
      if (rest.length > 0) await ending.transaction.executeAll(rest);
      await ending.commit();
    },
    giveUp: async () => {
      await (await opened)?.rollBack();
    },
  };
}

/** A transaction that stays open until it is told how to end. */
function openTransaction(transaction: Database['transaction']): Promise<Open> {
  return new Promise((resolve, reject) => {
    const ended: Promise<void> = transaction(
      (connection) =>
        new Promise<void>((finish, fail) =>
          resolve({
            transaction: connection,
            commit: async () => {
              finish();
              await ended;
            },
            rollBack: async () => {
              fail(new Error('given up'));
              await ended.catch(() => undefined);
            },
          }),
        ),
    );
    ended.catch(reject);
  });
}
