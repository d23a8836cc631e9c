import { createGroupCommit } from '../../foundation/concurrency/group-commit.ts';
import type { Database } from '../engine/database.ts';
import { toJsonRows, type Columns } from '../engine/sql-dialect.ts';

/** A row of somebody, with the request that it comes from, or `null` where it comes from none. */
export type ForgettableRow = { request_id: string | null };

interface NewRows {
  table: string;
  columns: Columns;
  rows: readonly ForgettableRow[];
}

/**
 * A writer that inserts the rows of all who write at the same moment in one statement, but those of people who
 * were forgotten since their request was booked, and those that are there already.
 */
export function createUnlessForgottenWriter(
  database: Database,
  table: string,
  columns: Columns,
): (rows: readonly ForgettableRow[]) => Promise<void> {
  const writing = createGroupCommit(async (group: readonly (readonly ForgettableRow[])[]) => {
    await insertUnlessForgotten(database, { table, columns, rows: group.flat() });
    return group;
  });
  return async (rows) => {
    await writing.submit(rows);
  };
}

/**
 * Whoever forgets the person changes the request's row before looking for others: it waits for these, or these for it
 * and see what became of it.
 */
async function insertUnlessForgotten(
  { client, direct, dialect, engine }: Database,
  { table, columns, rows }: NewRows,
): Promise<void> {
  const requestIds = rows.flatMap(({ request_id }) => request_id ?? []);
  const among = dialect.amongIds('id', requestIds, 2);
  const names = Object.keys(columns).join(', ');
  const booked = dialect.forUpdate
    ? `WITH booked AS MATERIALIZED (SELECT id, user_id FROM ai_usage_tracking ` +
      `WHERE true${among.condition} ORDER BY id ${dialect.forUpdate}) `
    : '';
  const bookedTable = booked ? 'booked' : 'ai_usage_tracking';
  // On PostgreSQL it is part of whatever transaction is lent as the client.
  const connection = engine === 'sqlite' ? direct : client;
  await connection.$executeRawUnsafe(
    `${booked}INSERT INTO ${table} (${names}) SELECT ${names} FROM ` +
      `${dialect.rowsFromJson({ ...columns, request_id: 'uuid' }, 1)} WHERE NOT EXISTS (` +
      `SELECT 1 FROM ${bookedTable} u WHERE u.id = r.request_id AND u.user_id IS NULL) ON CONFLICT DO NOTHING`,
    toJsonRows(rows),
    ...among.parameters,
  );
}
