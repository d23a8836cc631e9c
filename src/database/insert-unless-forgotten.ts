import type { Connection, Database } from './open-database.ts';
import { toJsonRows, type Columns } from './sql-dialect.ts';

export interface NewRows {
  table: string;
  columns: Columns;
  rows: readonly object[];
}

/** Inserts rows of a person, unless the person was forgotten since that request of theirs was booked. */
export async function insertUnlessForgotten(
  database: Database,
  rows: NewRows,
  requestId: string,
): Promise<void> {
  const { dialect } = database;
  await database.transaction(async (connection) => {
    // Whoever forgets the person changes this row before looking for others: it waits for these, or these for it.
    if (dialect.forUpdate) {
      await connection.$queryRawUnsafe(
        `SELECT id FROM ai_usage_tracking WHERE id = ${dialect.uuid(1)} ${dialect.forUpdate}`,
        requestId,
      );
    }
    const forgotten = `SELECT 1 FROM ai_usage_tracking WHERE id = ${dialect.uuid(2)} AND user_id IS NULL`;
    await insertRows(connection, database, rows, `WHERE NOT EXISTS (${forgotten})`, requestId);
  });
}

/** Inserts rows as one JSON parameter, `$1`; those of the condition begin at `$2`. */
export async function insertRows(
  connection: Connection,
  { dialect }: Database,
  { table, columns, rows }: NewRows,
  condition = '',
  ...parameters: readonly string[]
): Promise<void> {
  const names = Object.keys(columns).join(', ');
  await connection.$executeRawUnsafe(
    `INSERT INTO ${table} (${names}) SELECT ${names} FROM ${dialect.rowsFromJson(columns, 1)} ${condition}`,
    toJsonRows(rows),
    ...parameters,
  );
}
