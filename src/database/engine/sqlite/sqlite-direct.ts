import type { Connection, Statement } from '../connection.ts';
import type { Steps } from '../steps.ts';
import type { SqliteConnection } from './sqlite-connection.ts';
import type { SqliteStatement, StatementResult } from './sqlite-protocol.ts';
import { resultOf, type SqliteSteps } from './sqlite-transactions.ts';

/**
 * What runs hot statements past Prisma, whose parsing and conversions cost the event loop more than SQLite needs. Rows
 * hold numbers and texts as SQLite has them.
 */
export function createDirectConnection(connection: () => SqliteConnection): Connection {
  const run = (sql: string, parameters: Statement['parameters']) =>
    connection().execute(toSqlite({ sql, parameters }));
  const direct = {
    $queryRawUnsafe: async (sql: string, ...parameters: Statement['parameters']) =>
      toRows(await run(sql, parameters)),
    $executeRawUnsafe: async (sql: string, ...parameters: Statement['parameters']) =>
      (await run(sql, parameters)).rowsAffected,
  };
  return direct as unknown as Connection;
}

/** A transaction whose beginning and end travel with its statements, past Prisma. */
export function createSqliteSteps(connection: SqliteConnection): Steps {
  let opened: Promise<SqliteSteps> | null = null;
  return {
    query: async <Row>(before: readonly Statement[], query: Statement) => {
      opened ??= connection.inSteps();
      const steps = await opened;
      return toRows<Row>(await steps.run([...before, query].map(toSqlite)));
    },
    end: async (rest) => {
      const last = rest.map(toSqlite);
      if (opened) await (await opened).end(last);
      else if (last.length > 0) await connection.atOnce(last);
    },
    endWith: async <Row>(rest: readonly Statement[], query: Statement) => {
      const last = [...rest, query].map(toSqlite);
      const result = opened ? (await opened).end(last) : connection.atOnce(last);
      return toRows<Row>(resultOf(await result));
    },
    giveUp: async () => {
      await (await opened)?.giveUp();
    },
  };
}

function toRows<Row>({ columns, rows }: StatementResult): Row[] {
  return rows.map((row) => Object.fromEntries(columns.map((name, index) => [name, row[index]])) as Row);
}

export function toSqlite({ sql, parameters }: Statement): SqliteStatement {
  return { sql, args: [...parameters] };
}
