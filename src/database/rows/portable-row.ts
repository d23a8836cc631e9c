import type { Engine } from '../engine/engine.ts';
import type { ColumnType } from '../engine/sql-dialect.ts';
import type { Column, Table } from './tables.ts';

/**
 * A value in the one form that both engines are read in: `bigint`, `decimal` (twelve digits), `json` (keys in order)
 * and times (ISO 8601, UTC) are texts.
 */
export type PortableValue = string | number | boolean | null;
export type PortableRow = readonly PortableValue[];

/** A row as the database tells it: every value as text. */
export type RawRow = readonly (string | null)[];

const POSTGRES_TEXT: Partial<Record<ColumnType, (name: string) => string>> = {
  text: (name) => name,
  date: (name) => `to_char(${name}, 'YYYY-MM-DD')`,
  time: (name) => `to_char(${name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
};

/** An expression for a row as a JSON array of texts, one for each column of the table. */
export function rawRowSql(engine: Engine, { columns }: Pick<Table, 'columns'>): string {
  const texts = columns.map((column) => textSql(engine, column)).join(', ');
  return engine === 'sqlite' ? `json_array(${texts})` : `CAST(json_build_array(${texts}) AS text)`;
}

function textSql(engine: Engine, { name, type }: Column): string {
  const quoted = `"${name}"`;
  if (engine === 'postgresql') return POSTGRES_TEXT[type]?.(quoted) ?? `CAST(${quoted} AS text)`;
  // SQLite's own text of a number has 15 digits; 17 name every number that a column can hold.
  if (type === 'float' || type === 'decimal')
    return `CASE WHEN ${quoted} IS NULL THEN NULL ELSE printf('%!.17g', ${quoted}) END`;
  return `CAST(${quoted} AS TEXT)`;
}

/** The portable values of a row of either engine. */
export function toPortable({ columns }: Pick<Table, 'columns'>, raw: RawRow): PortableRow {
  return columns.map(({ type }, index) => {
    const text = raw[index] ?? null;
    return text === null ? null : portableValue(type, text);
  });
}

function portableValue(type: ColumnType, text: string): PortableValue {
  switch (type) {
    case 'int':
    case 'float':
      return Number(text);
    case 'bool':
      return text === 'true' || text === '1';
    case 'decimal':
      return text.includes('e') || !/\.\d{12}$/.test(text) ? Number(text).toFixed(12) : text;
    case 'json':
      return canonicalJson(text);
    case 'date':
      return text.slice(0, 10);
    case 'time':
      return new Date(text).toISOString();
    case 'bigint':
    case 'text':
    case 'uuid':
      // PostgreSQL keeps no null characters, and two databases shall hold the same.
      return text.toWellFormed().replaceAll('\0', '\uFFFD');
    default:
      return type satisfies never;
  }
}

/** PostgreSQL keeps no order of keys and no spaces, so there is one form for both. */
function canonicalJson(text: string): string {
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) => {
    if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\uFFFD');
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
