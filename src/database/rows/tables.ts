import { tables } from '../generated/tables.ts';
import type { ColumnType } from '../engine/sql-dialect.ts';

export interface Column {
  name: string;
  type: ColumnType;
}

/** A table of the schema. */
export interface Table {
  name: string;
  columns: readonly Column[];
  /** The columns of its primary key, in their order. */
  key: readonly string[];
}

/** Every table of the schema: the build reads them from `prisma/schema.prisma`, so none is forgotten. */
export const TABLES: readonly Table[] = tables;

/** The table with this name. Throws an error if the schema has none. */
export function tableNamed(name: string): Table {
  const table = TABLES.find((one) => one.name === name);
  if (!table) throw new Error(`the schema has no table ${name}`);
  return table;
}

/** The amounts of a table, which are added up to compare two databases. Ids are numbers, too, but no amounts. */
export function summedColumns({ columns }: Table): string[] {
  return columns.filter(isAmount).map(({ name }) => name);
}

function isAmount({ name, type }: Column): boolean {
  return (type === 'int' || type === 'bigint') && !/(^|_)(id|by)$/.test(name);
}
