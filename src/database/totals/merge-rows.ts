import type { UpsertOptions } from './upsert-sql.ts';

/** A row by column name, as it goes into the JSON parameter. */
export type Row = Record<string, unknown>;

/**
 * Rows with the same key as one row, because one statement may touch a row only once; sorted by key, so that
 * two replicas lock rows in the same order and never wait for each other in a circle.
 */
export function mergeRows(options: UpsertOptions, rows: readonly Row[]): Row[] {
  const merged = new Map<string, Row>();
  for (const row of rows) {
    const key = options.keys.map((name) => String(row[name])).join('\u0000');
    const kept = merged.get(key);
    merged.set(key, kept ? mergeTwo(options, kept, row) : row);
  }
  return [...merged.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function mergeTwo({ add = [], latest = [], unlessNewer = '' }: UpsertOptions, kept: Row, row: Row): Row {
  const isOlder = unlessNewer !== '' && String(kept[unlessNewer]) > String(row[unlessNewer]);
  const result: Row = { ...(isOlder ? kept : row) };
  for (const name of add) result[name] = sum(kept[name], row[name]);
  for (const name of latest) result[name] = String(kept[name]) > String(row[name]) ? kept[name] : row[name];
  return result;
}

function sum(first: unknown, second: unknown): unknown {
  return typeof first === 'bigint' ? first + (second as bigint) : (first as number) + (second as number);
}
