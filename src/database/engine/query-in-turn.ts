import type { Database } from './database.ts';
import { placeholders } from './sql-dialect.ts';

/** One statement that changes rows and tells of them. */
export interface Change {
  /** What PostgreSQL does in the same statement before it; SQLite's statement is `sql` alone. */
  postgresWith?: string;
  /** Ends with a RETURNING clause. */
  sql: string;
  /** At most four. */
  parameters: readonly (string | null)[];
}

/**
 * Runs a statement while nobody else runs one of the same turn, so that it sees all that others of the turn changed
 * and no two of them take the same. One round trip: waiting for the turn does not depend on how busy another client
 * is. SQLite has one writer anyway.
 */
export async function queryInTurn<Row>(
  { direct, engine }: Database,
  turn: string,
  { postgresWith, sql, parameters }: Change,
): Promise<Row[]> {
  if (engine === 'sqlite') return direct.$queryRawUnsafe<Row[]>(sql, ...parameters);
  const whole = `WITH ${postgresWith ? `${postgresWith}, ` : ''}changed AS (${sql}) SELECT to_jsonb(changed) FROM changed`;
  const rows = await direct.$queryRawUnsafe<{ row: Row }[]>(
    `SELECT row FROM in_turn($1, $2, ${placeholders(parameters.length, 3)}) AS row`,
    turn,
    whole,
    ...parameters,
  );
  return rows.map(({ row }) => row);
}
