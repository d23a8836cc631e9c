import type { Engine } from '../engine/engine.ts';
import type { Connection } from '../engine/connection.ts';
import { rawRowSql, toPortable, type PortableRow, type RawRow } from './portable-row.ts';
import type { Column, Table } from './tables.ts';

export interface ReadRowsOptions {
  engine: Engine;
  /** A condition on the rows, without parameters. */
  where?: string;
}

/** Rows a round trip: few enough that the longest conversations fit into memory. */
const PAGE = 250;

/**
 * The rows of a table in the order of its key, the same on both engines, a page at a time. On PostgreSQL `connection`
 * is an open transaction.
 */
export async function* readRows(
  connection: Connection,
  table: Table,
  options: ReadRowsOptions,
): AsyncGenerator<PortableRow[]> {
  const pages = options.engine === 'sqlite' ? sqlitePages : postgresPages;
  for await (const page of pages(connection, table, options)) yield page.map((raw) => toPortable(table, raw));
}

/** One sort and one scan; a page by its key would sort again for each, because texts are not kept in this order. */
async function* postgresPages(
  connection: Connection,
  table: Table,
  { where = 'true' }: ReadRowsOptions,
): AsyncGenerator<RawRow[]> {
  const order = keyColumns(table).map(
    ({ name, type }) => `"${name}"${type === 'text' ? ' COLLATE "C"' : ''}`,
  );
  await connection.$executeRawUnsafe(
    `DECLARE read_rows NO SCROLL CURSOR FOR SELECT ${rawRowSql('postgresql', table)} AS raw ` +
      `FROM "${table.name}" WHERE ${where} ORDER BY ${order.join(', ')}`,
  );
  for (;;) {
    const rows = await connection.$queryRawUnsafe<{ raw: string }[]>(`FETCH ${PAGE} FROM read_rows`);
    if (rows.length > 0) yield rows.map(parse);
    if (rows.length < PAGE) break;
  }
  await connection.$executeRawUnsafe('CLOSE read_rows');
}

async function* sqlitePages(
  connection: Connection,
  table: Table,
  { where = 'true' }: ReadRowsOptions,
): AsyncGenerator<RawRow[]> {
  const key = keyColumns(table);
  const names = key.map(({ name }) => `"${name}"`).join(', ');
  const select = `SELECT ${rawRowSql('sqlite', table)} AS raw FROM "${table.name}" WHERE ${where}`;
  const after = `(${names}) > (${key.map(keyParameter).join(', ')})`;
  let last: RawRow | undefined;
  do {
    const sql = `${select}${last ? ` AND ${after}` : ''} ORDER BY ${names} LIMIT ${PAGE}`;
    const parameters = last ? keyOf(table, last) : [];
    const page = (await connection.$queryRawUnsafe<{ raw: string }[]>(sql, ...parameters)).map(parse);
    if (page.length > 0) yield page;
    last = page.length < PAGE ? undefined : page.at(-1);
  } while (last);
}

/** Keys are compared as they are stored: numbers as numbers, everything else as text. */
function keyParameter({ type }: Column, index: number): string {
  const isNumber = type === 'int' || type === 'bigint' || type === 'bool';
  return isNumber ? `CAST(?${index + 1} AS INTEGER)` : `?${index + 1}`;
}

function keyOf({ columns, key }: Table, raw: RawRow): (string | null)[] {
  return key.map((name) => raw[columns.findIndex((column) => column.name === name)] ?? null);
}

function keyColumns({ columns, key }: Table): Column[] {
  return key.flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

function parse({ raw }: { raw: string }): RawRow {
  return JSON.parse(raw) as RawRow;
}
