import type { Connection, Statement } from './connection.ts';
import type { Database } from './database.ts';
import { MAX_PARAMETERS } from './run-together.ts';
import { withinLimit, type Steps } from './steps.ts';

/**
 * Runs `work` in a transaction that collects its `$executeRawUnsafe` statements and sends them together with the next
 * query or the end. Each round trip, to a server or to SQLite's thread, costs a turn of a busy event loop, and all who
 * add to the same totals wait for it. The collected statements report 0 changed rows. Rejects with a `RangeError` when a
 * statement has more than `MAX_PARAMETERS`, also on SQLite, where the limit is not needed.
 */
export function sendTogether<Result>(
  database: Pick<Database, 'inSteps'>,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const steps = database.inSteps();
  const kept: Statement[] = [];
  return withinLimit(steps, async () => {
    const result = await work(collecting(steps, kept));
    await steps.end(kept);
    return result;
  });
}

function collecting(steps: Steps, kept: Statement[]): Connection {
  const execute = async (sql: string, ...parameters: Statement['parameters']): Promise<number> => {
    if (parameters.length > MAX_PARAMETERS) throw new RangeError(`more than ${MAX_PARAMETERS} parameters`);
    kept.push({ sql, parameters });
    return 0;
  };
  const query = (sql: string, ...parameters: Statement['parameters']): Promise<unknown> =>
    steps.query(kept.splice(0), { sql, parameters });
  return { $executeRawUnsafe: execute, $queryRawUnsafe: query } as unknown as Connection;
}
