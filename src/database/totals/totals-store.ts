import type { SettlementRow } from './ledger-rows.ts';
import { mergeRows, type Row } from './merge-rows.ts';
import type { Connection } from '../engine/connection.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows } from '../engine/sql-dialect.ts';
import * as rows from './totals-rows.ts';
import * as tables from './totals-tables.ts';
import { upsertSql, type UpsertOptions } from './upsert-sql.ts';
import { writeReadings } from './write-readings.ts';

/** Adds settled requests to every total. Runs inside the transaction that settles them, or not at all. */
export async function addToTotals(
  connection: Connection,
  { dialect }: Pick<Database, 'dialect'>,
  settled: readonly SettlementRow[],
  now: Date,
): Promise<void> {
  const write = (table: UpsertOptions, added: readonly Row[]) =>
    writeTotals(connection, { dialect }, table, added);
  const ofPeople = settled.filter((row) => row.userId !== null);
  await write(tables.summaryTable, settled.map(rows.summaryRow));
  await write(tables.userTable, ofPeople.map(rows.userRow));
  await write(tables.userProviderTable, ofPeople.map(rows.userProviderRow));
  await write(tables.chatTable, settled.filter(rows.isOfGroup).map(rows.chatRow));
  await write(tables.hourTable, settled.map(rows.hourRow));
  await write(tables.latencyTable, settled.filter(isMeasuredAnswer).map(rows.latencyRow));
  await writeReadings(connection, dialect, settled, now);
  const outcomes = settled.filter(tellsOfProvider).map((row) => rows.outcomeRow(row, now));
  await write(tables.outcomeTable, outcomes);
}

/** Adds rows to one table of totals, those of the same key as one. */
export async function writeTotals(
  connection: Connection,
  { dialect }: Pick<Database, 'dialect'>,
  table: UpsertOptions,
  added: readonly Row[],
): Promise<void> {
  if (added.length === 0) return;
  await connection.$executeRawUnsafe(upsertSql(dialect, table), toJsonRows(mergeRows(table, added)));
}

function isMeasuredAnswer(row: SettlementRow): boolean {
  return row.status === 'ok' && row.latencyMs !== null;
}

// An interrupted request says something about us, not about the provider.
function tellsOfProvider(row: SettlementRow): boolean {
  return row.status !== 'interrupted';
}
