import type { Columns, SqlDialect } from '../engine/sql-dialect.ts';

export interface UpsertOptions {
  table: string;
  columns: Columns;
  keys: readonly string[];
  /** Columns whose new value is added to the kept one. */
  add?: readonly string[];
  /** Columns of which the later instant is kept. */
  latest?: readonly string[];
  /** Columns whose new value replaces the kept one. */
  replace?: readonly string[];
  /** Replaces only a row whose value in this column is not newer. */
  unlessNewer?: string;
  /** … or one for which this holds. */
  orWhen?: string;
  /** Further assignments, as SQL. */
  assign?: readonly string[];
}

/** One statement that inserts or merges every row of a JSON parameter. */
export function upsertSql(dialect: SqlDialect, options: UpsertOptions): string {
  const { table, columns, keys, add = [], latest = [], replace = [], assign = [], unlessNewer } = options;
  const names = Object.keys(columns).map(quote).join(', ');
  const kept = (column: string) => `${quote(table)}.${quote(column)}`;
  const incoming = (column: string) => `excluded.${quote(column)}`;
  const changes = [
    ...add.map((column) => `${quote(column)} = ${kept(column)} + ${incoming(column)}`),
    ...latest.map((column) => `${quote(column)} = ${dialect.greatest(kept(column), incoming(column))}`),
    ...replace.map((column) => `${quote(column)} = ${incoming(column)}`),
    ...assign,
  ];
  const or = options.orWhen ? ` OR ${options.orWhen}` : '';
  const condition = unlessNewer ? ` WHERE ${kept(unlessNewer)} <= ${incoming(unlessNewer)}${or}` : '';
  // Without WHERE true, SQLite would read ON CONFLICT as a join condition.
  return (
    `INSERT INTO ${quote(table)} (${names}) SELECT ${names} FROM ${dialect.rowsFromJson(columns, 1)} WHERE true ` +
    `ON CONFLICT (${keys.map(quote).join(', ')}) DO UPDATE SET ${changes.join(', ')}${condition}`
  );
}

function quote(name: string): string {
  return `"${name}"`;
}
