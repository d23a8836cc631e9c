import { createGroupCommit } from '../foundation/group-commit.ts';
import type { Connection, Database } from './open-database.ts';
import { toJsonRows, type Columns } from './sql-dialect.ts';

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

async function insertUnlessForgotten(database: Database, rows: NewRows): Promise<void> {
  const { client, dialect } = database;
  if (!dialect.forUpdate) return insert(client, database, rows);
  await database.transaction(async (connection) => {
    // Whoever forgets the person changes this row before looking for others: it waits for these, or these for it.
    const among = dialect.amongIds('id', requestIds(rows), 1);
    await connection.$queryRawUnsafe(
      `SELECT id FROM ai_usage_tracking WHERE true${among.condition} ORDER BY id ${dialect.forUpdate}`,
      ...among.parameters,
    );
    await insert(connection, database, rows);
  });
}

function requestIds({ rows }: NewRows): string[] {
  return rows.flatMap(({ request_id }) => request_id ?? []);
}

async function insert(connection: Connection, { dialect }: Database, newRows: NewRows): Promise<void> {
  const { table, columns, rows } = newRows;
  const among = dialect.amongIds('u.id', requestIds(newRows), 2);
  const names = Object.keys(columns).join(', ');
  await connection.$executeRawUnsafe(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM ` +
      `${dialect.rowsFromJson({ ...columns, request_id: 'uuid' }, 1)} WHERE NOT EXISTS (` +
      `SELECT 1 FROM ai_usage_tracking u WHERE u.id = r.request_id AND u.user_id IS NULL${among.condition}) ` +
      `ON CONFLICT DO NOTHING`,
    toJsonRows(rows),
    ...among.parameters,
  );
}
