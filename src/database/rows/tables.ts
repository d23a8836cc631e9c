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

/** Requests and their sums are added up to compare two databases; ids are whole numbers, too, but mean nothing added. */
export function summedColumns({ columns }: Table): string[] {
  const isNumber = ({ type }: Column) => type === 'int' || type === 'bigint';
  return columns.filter(isNumber).flatMap(({ name }) => (/(^|_)(id|by)$/.test(name) ? [] : [name]));
}
