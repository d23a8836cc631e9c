import type { Connection, Database, Statement } from './open-database.ts';
import { MAX_PARAMETERS } from './run-together.ts';

/**
 * Runs `work` in a transaction that collects its `$executeRawUnsafe` statements and sends them together before the next
 * query and at the end. Each round trip, to a server or to SQLite's thread, costs a turn of a busy event loop, and all
 * who add to the same totals wait for it. The collected statements report 0 changed rows. Rejects with a `RangeError` when
 * a statement has more than `MAX_PARAMETERS`, also on SQLite, where the limit is not needed.
 */
export function sendTogether<Result>(
  database: Database,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (transaction) => {
    const kept: Statement[] = [];
    const send = async () => {
      if (kept.length > 0) await transaction.executeAll(kept.splice(0));
    };
    const result = await work(collecting(transaction, kept, send));
    await send();
    return result;
  });
}

function collecting(connection: Connection, kept: Statement[], send: () => Promise<void>): Connection {
  const execute = async (sql: string, ...parameters: Statement['parameters']): Promise<number> => {
    if (parameters.length > MAX_PARAMETERS) throw new RangeError(`more than ${MAX_PARAMETERS} parameters`);
    kept.push({ sql, parameters });
    return 0;
  };
  const query = async (sql: string, ...parameters: unknown[]): Promise<unknown> => {
    await send();
    return connection.$queryRawUnsafe(sql, ...parameters);
  };
  return { $executeRawUnsafe: execute, $queryRawUnsafe: query } as unknown as Connection;
}
