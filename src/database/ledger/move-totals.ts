import type { CountedRow } from '../totals/ledger-rows.ts';
import { mergeRows, type Row } from '../totals/merge-rows.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows, type Columns } from '../engine/sql-dialect.ts';
import { chatRow, hourRow, isOfGroup, summaryRow, userProviderRow, userRow } from '../totals/totals-rows.ts';
import { writeTotals } from '../totals/totals-store.ts';
import { chatTable, hourTable, summaryTable, userProviderTable, userTable } from '../totals/totals-tables.ts';
import type { UpsertOptions } from '../totals/upsert-sql.ts';

/** A request as the totals know it, and as they shall. Only its cost may differ. */
export interface Change {
  before: CountedRow;
  after: CountedRow;
}

/** Moves every total by exactly what changed, in the order in which settling locks them. */
export async function moveTotals(
  connection: Connection,
  database: Database,
  changes: readonly Change[],
): Promise<void> {
  const ofPeople = changes.filter(({ after }) => after.userId !== null);
  const move = (table: UpsertOptions, moved: readonly Change[], toRow: (row: CountedRow) => Row) =>
    writeTotals(connection, database, table, differences(table, moved, toRow));
  await move(summaryTable, changes, summaryRow);
  await move(userTable, ofPeople, userRow);
  await move(userProviderTable, ofPeople, userProviderRow);
  await move(
    chatTable,
    changes.filter(({ after }) => isOfGroup(after)),
    chatRow,
  );
  await move(hourTable, changes, hourRow);
  await deleteEmpty(
    connection,
    database,
    summaryTable,
    changes.map(({ before }) => summaryRow(before)),
  );
  // An hour that the clean-up deleted came back with a cost and no request.
  await deleteEmpty(
    connection,
    database,
    hourTable,
    changes.map(({ before }) => hourRow(before)),
  );
}

function differences(
  table: UpsertOptions,
  changes: readonly Change[],
  toRow: (row: CountedRow) => Row,
): Row[] {
  return changes.flatMap(({ before, after }) => [negative(table, toRow(before)), toRow(after)]);
}

function negative({ add = [] }: UpsertOptions, row: Row): Row {
  return { ...row, ...Object.fromEntries(add.map((name) => [name, minus(row[name])])) };
}

function minus(value: unknown): number | bigint {
  return typeof value === 'bigint' ? -value : 0 - (value as number);
}

/** Deletes those of these rows whose last request moved to another price source. */
async function deleteEmpty(
  connection: Connection,
  { dialect }: Database,
  table: UpsertOptions,
  rows: readonly Row[],
): Promise<void> {
  const columns: Columns = Object.fromEntries(
    Object.entries(table.columns).filter(([name]) => table.keys.includes(name)),
  );
  const names = table.keys.join(', ');
  await connection.$executeRawUnsafe(
    `DELETE FROM ${table.table} WHERE requests = 0 AND (${names}) IN (` +
      `SELECT ${names} FROM ${dialect.rowsFromJson(columns, 1)})`,
    toJsonRows(mergeRows({ ...table, add: [], latest: [] }, rows)),
  );
}
