import type { Connection, Database } from './open-database.ts';

interface Statement {
  sql: string;
  parameters: readonly unknown[];
}

/** As many as `run_together` gives each of its statements. */
const MOST_PARAMETERS = 6;
/** PostgreSQL passes a function a hundred arguments at most, one of which tells the statements. */
const MOST_TOGETHER = 99;

/**
 * Does work in a transaction whose statements without rows go to the database together, before the next one with rows
 * and at the end: each round trip, to a server or to SQLite's thread, lasts a turn of a busy event loop, and whoever adds
 * to the same totals waits for all of them. How many rows such a statement changed is not told.
 */
export function sendTogether<Result>(
  database: Database,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (connection) => {
    const kept: Statement[] = [];
    const send = async () => {
      if (kept.length > 0) await runTogether(connection, database, kept.splice(0));
    };
    const result = await work(keeping(connection, kept, send));
    await send();
    return result;
  });
}

function keeping(connection: Connection, kept: Statement[], send: () => Promise<void>): Connection {
  const keep = async (sql: string, ...parameters: unknown[]): Promise<number> => {
    if (parameters.length > MOST_PARAMETERS) throw new RangeError('more parameters than run_together gives');
    const others = kept.reduce((sum, statement) => sum + statement.parameters.length, 0);
    if (others + parameters.length > MOST_TOGETHER) await send();
    kept.push({ sql, parameters });
    return 0;
  };
  const query = async (sql: string, ...parameters: unknown[]): Promise<unknown> => {
    await send();
    return connection.$queryRawUnsafe(sql, ...parameters);
  };
  return { $executeRawUnsafe: keep, $queryRawUnsafe: query } as unknown as Connection;
}

/** Through a function of this name: PostgreSQL has it from a migration, SQLite's thread carries it out itself. */
async function runTogether(
  connection: Connection,
  { dialect }: Database,
  statements: readonly Statement[],
): Promise<void> {
  const [first] = statements;
  if (first && statements.length === 1)
    return void (await connection.$executeRawUnsafe(first.sql, ...first.parameters));
  const steps = statements.map(({ sql, parameters }) => [sql, parameters.length]);
  const parameters = statements.flatMap((statement) => statement.parameters);
  await connection.$queryRawUnsafe(
    `SELECT 1 AS done FROM run_together(${dialect.togetherArguments(parameters.length)})`,
    JSON.stringify(steps),
    ...parameters,
  );
}
