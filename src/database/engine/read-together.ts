import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import { isOutage } from './is-outage.ts';
import type { Database } from './database.ts';
import { toJsonRows, type Columns, type SqlDialect } from './sql-dialect.ts';

/** Something that is looked up by a row of what is known. */
export interface Lookup<Known extends object> {
  /** Of the row that is known. */
  columns: Columns & Readonly<Record<keyof Known, Columns[string]>>;
  /** A query of at most one value, a text, for the row `r` that is known. `changed` names the rows that `change` left. */
  value: (dialect: SqlDialect, changed: string) => string;
  /** What is written before, in the same statement or message. */
  change?: {
    table: string;
    /** An INSERT or UPDATE that ends with a RETURNING clause; `known` are the rows `r` that are known, with their place `n`. */
    sql: (known: string) => string;
  };
}

/** Reads values of several tables in one statement, and changes some on the way. */
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
  const lookups = [...new Set(group.map(({ lookup }) => lookup))];
  // Which of the group asked is all that a row has to tell.
  const rowsOf = (lookup: Lookup<object>) =>
    toJsonRows(group.flatMap((asked, n) => (asked.lookup === lookup ? [{ n, ...asked.known }] : [])));
  const rows = await readRows(database, lookups, lookups.map(rowsOf));
  const values = new Map(rows.map(({ n, value }) => [Number(n), value]));
  return group.map((_, n) => values.get(n) ?? null);
}

interface ValueRow {
  n: number | bigint;
  value: string | null;
}

async function readRows(
  database: Database,
  lookups: readonly Lookup<object>[],
  parameters: readonly string[],
): Promise<ValueRow[]> {
  const { direct, dialect, engine } = database;
  const knownOf = ({ columns }: Lookup<object>, position: number) =>
    dialect.rowsFromJson({ n: 'int', ...columns }, position);
  // PostgreSQL's whole statement sees the rows as they were before it, but for those that a part of it returns.
  const isOneStatement = engine === 'postgresql';
  const queries = lookups.map((lookup, index) => {
    const changed = isOneStatement ? `changed_${index}` : (lookup.change?.table ?? '');
    return `SELECT r.n AS n, (${lookup.value(dialect, changed)}) AS value FROM ${knownOf(lookup, index + 1)}`;
  });
  const changes = lookups.flatMap((lookup, index) =>
    lookup.change ? [{ ...lookup.change, lookup, index }] : [],
  );
  const sql = queries.join(' UNION ALL ');
  if (changes.length === 0 || isOneStatement) {
    const parts = changes.map(
      (change) => `changed_${change.index} AS (${change.sql(knownOf(change.lookup, change.index + 1))})`,
    );
    const whole = parts.length > 0 ? `WITH ${parts.join(', ')} ${sql}` : sql;
    return direct.$queryRawUnsafe<ValueRow[]>(whole, ...parameters);
  }
  const before = changes.map((change) => ({
    sql: change.sql(knownOf(change.lookup, 1)),
    parameters: [parameters[change.index] ?? '[]'],
  }));
  return database.inSteps().endWith<ValueRow>(before, { sql, parameters });
}
