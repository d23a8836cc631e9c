import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import { isOutage } from './is-outage.ts';
import type { Database } from './database.ts';
import { toJsonRows, type Columns, type SqlDialect } from './sql-dialect.ts';

/** Something that is looked up by a row of what is known. */
export interface Lookup<Known extends object> {
  /** Of the row that is known. */
  columns: Columns & Readonly<Record<keyof Known, Columns[string]>>;
  /** A query of at most one value, a text, for the row `r` that is known. */
  value: (dialect: SqlDialect) => string;
}

/** Reads values of several tables in one statement. */
export interface JointReader {
  /** Resolves with the value that was looked up, read together with whatever is looked up at the same moment. */
  read<Known extends object>(lookup: Lookup<Known>, known: Known): Promise<string | null>;
}

interface Asked {
  lookup: Lookup<object>;
  known: object;
}

/** A question needs values of several tables, and the questions of a crowd need them all at once. */
export function createJointReader(database: Database): JointReader {
  const reading = createGroupCommit(
    (group: readonly Asked[]) => readMany(database, group),
    (error) => !isOutage(error),
  );
  return {
    read: <Known extends object>(lookup: Lookup<Known>, known: Known) => reading.submit({ lookup, known }),
  };
}

async function readMany(database: Database, group: readonly Asked[]): Promise<(string | null)[]> {
  const { direct, dialect } = database;
  const lookups = [...new Set(group.map(({ lookup }) => lookup))];
  const queries = lookups.map(({ columns, value }, index) => {
    const known = dialect.rowsFromJson({ n: 'int', ...columns }, index + 1);
    return `SELECT r.n AS n, (${value(dialect)}) AS value FROM ${known}`;
  });
  // Which of the group asked is all that a row has to tell.
  const rowsOf = (lookup: Lookup<object>) =>
    group.flatMap((asked, n) => (asked.lookup === lookup ? [{ n, ...asked.known }] : []));
  const rows = await direct.$queryRawUnsafe<{ n: number | bigint; value: string | null }[]>(
    queries.join(' UNION ALL '),
    ...lookups.map((lookup) => toJsonRows(rowsOf(lookup))),
  );
  const values = new Map(rows.map(({ n, value }) => [Number(n), value]));
  return group.map((_, n) => values.get(n) ?? null);
}
