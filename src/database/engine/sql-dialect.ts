import type { Engine } from './engine.ts';
import { firstIdAt } from './first-id-at.ts';

export type ColumnType =
  | 'text'
  | 'uuid'
  | 'int'
  | 'bigint'
  | 'float'
  | 'decimal'
  | 'bool'
  | 'json'
  | 'date'
  | 'time';
export type Columns = Readonly<Record<string, ColumnType>>;

/** The few places where the two engines want different words. */
export interface SqlDialect {
  /** The placeholder of the `position`th parameter, counted from 1. */
  parameter(position: number): string;
  /** A table named `r` with these columns, read from the JSON array in a parameter: many rows, one statement. */
  rowsFromJson(columns: Columns, position: number): string;
  /** A parameter that holds a day (`YYYY-MM-DD`). */
  day(position: number): string;
  /** A parameter that holds an instant, as `instantText` writes it. */
  instant(position: number): string;
  /** A parameter that holds a row's id. */
  uuid(position: number): string;
  /** Whether a whole-number column is one of those in a JSON array, found through the column's index. */
  isOneOf(column: string, position: number): string;
  /**
   * Narrows a statement to requests with these ids, in words from which PostgreSQL sees in which months they are: a
   * condition to add, and its parameters, which begin at `position`. A join alone has it look through all of them.
   * Nothing on SQLite, where requests are one table.
   */
  amongIds(
    column: string,
    ids: readonly string[],
    position: number,
  ): { condition: string; parameters: string[] };
  /**
   * Narrows a query to requests made at `since` or later, in words from which PostgreSQL sees in which months they are;
   * otherwise like `amongIds`.
   */
  madeSince(column: string, since: Date, position: number): { condition: string; parameters: string[] };
  /** Whether an id is one of those that a query finds, each of them looked up: they are few, and the table is large. */
  isFoundBy(column: string, query: string): string;
  /**
   * Whether a column begins with `prefix`, which has no wildcards: a condition, and the value of its parameter. SQLite,
   * whose one writer others wait for, finds the rows through the column's index.
   */
  startsWith(column: string, prefix: string, position: number): { condition: string; pattern: string };
  /** A day column as `YYYY-MM-DD`. */
  dayText(column: string): string;
  /** An exact sum of a whole-number column, as text, because it may exceed what a double holds. */
  exactSum(expression: string): string;
  /** All rows of a query as one text: a JSON array of arrays with these columns, in no certain order. */
  jsonRows(columns: readonly string[]): string;
  /** The larger of two values. */
  greatest(first: string, second: string): string;
  /** Makes the rest of a SELECT wait for rows that others are changing. SQLite has one writer anyway. */
  readonly forUpdate: string;
  /** Waits until no other transaction holds the name in its parameter, and holds it. SQLite has one writer anyway. */
  readonly turnLock: string;
}

const POSTGRES_TYPES: Record<ColumnType, string> = {
  text: 'text',
  uuid: 'uuid',
  int: 'int',
  bigint: 'bigint',
  float: 'double precision',
  decimal: 'decimal(20,12)',
  bool: 'boolean',
  json: 'jsonb',
  date: 'date',
  time: 'timestamptz',
};

const postgresql: SqlDialect = {
  parameter: (position) => `$${position}`,
  rowsFromJson: (columns, position) => {
    const typed = Object.entries(columns).map(([name, type]) => `"${name}" ${POSTGRES_TYPES[type]}`);
    return `jsonb_to_recordset($${position}::jsonb) AS r(${typed.join(', ')})`;
  },
  day: (position) => `$${position}::date`,
  instant: (position) => `$${position}::timestamptz`,
  uuid: (position) => `$${position}::uuid`,
  isOneOf: (column, position) =>
    `${column} = ANY(ARRAY(SELECT CAST(jsonb_array_elements_text($${position}::jsonb) AS bigint)))`,
  amongIds: (column, ids, position) => ({
    condition: ` AND ${column} = ANY($${position}::uuid[])`,
    parameters: [`{${ids.join(',')}}`],
  }),
  madeSince: (column, since, position) => ({
    condition: ` AND ${column} >= $${position}::uuid`,
    parameters: [firstIdAt(since)],
  }),
  isFoundBy: (column, query) => `${column} = ANY(ARRAY(${query}))`,
  startsWith: (column, prefix, position) => ({
    condition: `${column} LIKE $${position}`,
    pattern: `${prefix}%`,
  }),
  dayText: (column) => `to_char(${column}, 'YYYY-MM-DD')`,
  exactSum: (expression) => `CAST(COALESCE(SUM(${expression}), 0) AS text)`,
  jsonRows: (columns) => `CAST(jsonb_agg(jsonb_build_array(${columns.join(', ')})) AS text)`,
  greatest: (first, second) => `GREATEST(${first}, ${second})`,
  forUpdate: 'FOR UPDATE',
  turnLock: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
};

const sqlite: SqlDialect = {
  parameter: (position) => `?${position}`,
  rowsFromJson: (columns, position) => {
    const read = Object.entries(columns).map(([name, type]) => `${extracted(name, type)} AS "${name}"`);
    return `(SELECT ${read.join(', ')} FROM json_each(?${position})) AS r`;
  },
  day: (position) => `?${position}`,
  instant: (position) => `?${position}`,
  uuid: (position) => `?${position}`,
  isOneOf: (column, position) => `${column} IN (SELECT CAST(value AS INTEGER) FROM json_each(?${position}))`,
  amongIds: () => ({ condition: '', parameters: [] }),
  madeSince: () => ({ condition: '', parameters: [] }),
  isFoundBy: (column, query) => `${column} IN (${query})`,
  startsWith: (column, prefix, position) => ({
    condition: `${column} GLOB ?${position}`,
    pattern: `${prefix}*`,
  }),
  dayText: (column) => `substr(${column}, 1, 10)`,
  exactSum: (expression) => `CAST(COALESCE(SUM(${expression}), 0) AS TEXT)`,
  jsonRows: (columns) => `json_group_array(json_array(${columns.join(', ')}))`,
  greatest: (first, second) => `MAX(${first}, ${second})`,
  forUpdate: '',
  turnLock: '',
};

// Large whole numbers travel as JSON strings; without the cast they would be summed as doubles.
function extracted(name: string, type: ColumnType): string {
  const value = `json_extract(value, '$.${name}')`;
  if (type === 'int' || type === 'bigint') return `CAST(${value} AS INTEGER)`;
  if (type === 'float' || type === 'decimal') return `CAST(${value} AS REAL)`;
  return value;
}

/** PostgreSQL's placeholders of `count` parameters, the first of which has the position `first`. */
export function placeholders(count: number, first: number): string {
  return Array.from({ length: count }, (_, index) => `$${first + index}`).join(', ');
}

export function dialectFor(engine: Engine): SqlDialect {
  return engine === 'sqlite' ? sqlite : postgresql;
}

/** An instant in the one form that both engines compare correctly and Prisma itself writes to SQLite. */
export function instantText(instant: Date): string {
  return `${instant.toISOString().slice(0, -1)}+00:00`;
}

/**
 * Rows as the JSON parameter of `rowsFromJson`: whole numbers beyond a double's reach become strings. Half a
 * surrogate pair, as of an answer that was cut, would be stored by SQLite as what nobody can read, which ends the
 * process; PostgreSQL refuses it, and a null character.
 */
export function toJsonRows(rows: readonly object[]): string {
  return JSON.stringify(rows, (_key, value: unknown) => {
    if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
    return typeof value === 'bigint' ? value.toString() : value;
  });
}
