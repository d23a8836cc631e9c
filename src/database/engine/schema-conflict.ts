import { sqlState } from './sql-state.ts';

const UNDEFINED_TABLE = '42P01';
/** PostgreSQL: something is there already, or is not there; not a missing privilege. */
const CONFLICT = /^42(?!501)/;

/** Whether a statement failed because a table that it names is not there. */
export function isMissingTable(error: unknown): boolean {
  if (sqlState(error) === UNDEFINED_TABLE) return true;
  return error instanceof Error && /no such table|TableDoesNotExist/.test(error.message);
}

/** Whether a driver says that a script does not fit the tables that there are: a part of it was run before. */
export function isSchemaConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', message } = error as Error & { code?: string };
  return (
    CONFLICT.test(code) || /already exists|duplicate column name|no such (table|view|column)/.test(message)
  );
}
