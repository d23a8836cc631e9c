import type { Engine } from '../engine/engine.ts';
import type { Connection } from '../engine/connection.ts';
import type { ColumnType } from '../engine/sql-dialect.ts';
import type { PortableRow, PortableValue } from './portable-row.ts';
import type { Column, Table } from './tables.ts';

const POSTGRES_TYPES: Record<ColumnType, string> = {
  text: 'text',
  uuid: 'uuid',
  int: 'integer',
  bigint: 'bigint',
  float: 'double precision',
  decimal: 'numeric',
  bool: 'boolean',
  json: 'jsonb',
  date: 'date',
  time: 'timestamptz',
};

/** Tables that are written through Prisma alone: on SQLite it keeps a day as its midnight. Others keep the day. */
export const MIDNIGHT_TABLES: ReadonlySet<string> = new Set(['user_budget_raise']);

/** Inserts rows in one statement. Rejects when one of them is there already or does not fit. */
export async function insertRows(
  connection: Connection,
  engine: Engine,
  table: Table,
  rows: readonly PortableRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const source =
    engine === 'sqlite' ? 'json_each(?1)' : 'jsonb_array_elements(CAST($1 AS jsonb)) AS r(value)';
  const values = table.columns.map((column, index) => valueSql(engine, column, index)).join(', ');
  const stored = engine === 'sqlite' ? rows.map((row) => storedBySqlite(table, row)) : rows;
  await connection.$executeRawUnsafe(
    `INSERT INTO "${table.name}" (${names}) SELECT ${values} FROM ${source}`,
    JSON.stringify(stored),
  );
}

function valueSql(engine: Engine, { type }: Column, index: number): string {
  if (engine === 'postgresql') return `CAST(value ->> ${index} AS ${POSTGRES_TYPES[type]})`;
  const value = `json_extract(value, '$[${index}]')`;
  if (type === 'int' || type === 'bigint' || type === 'bool') return `CAST(${value} AS INTEGER)`;
  return type === 'float' || type === 'decimal' ? `CAST(${value} AS REAL)` : value;
}

function storedBySqlite({ name, columns }: Table, row: PortableRow): PortableValue[] {
  const midnight = MIDNIGHT_TABLES.has(name) ? 'T00:00:00.000+00:00' : '';
  return row.map((value, index) => {
    const type = columns[index]?.type;
    if (typeof value !== 'string') return value;
    if (type === 'date') return `${value}${midnight}`;
    return type === 'time' ? value.replace('Z', '+00:00') : value;
  });
}
