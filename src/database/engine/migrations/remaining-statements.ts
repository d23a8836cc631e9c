import type { MigrationConnection } from './migration-connection.ts';

/**
 * The statements of a script for SQLite that a process which was killed in it left undone. Looks at what there is:
 * tables, indexes and columns that exist are not made again, and a table that is being built anew starts over unless
 * the old one is gone already.
 */
export async function remainingStatements(
  connection: MigrationConnection,
  script: string,
): Promise<string[]> {
  const objects = await connection.query<{ name: string; sql: string | null }>(
    'SELECT name, sql FROM sqlite_master',
  );
  const existing = new Map(objects.map(({ name, sql }) => [name, sql ?? '']));
  return splitStatements(script).flatMap((statement) => remainderOf(statement, existing));
}

/** The statements of a script that has no triggers, without its comments. */
export function splitStatements(script: string): string[] {
  const pieces = script.matchAll(/--[^\n]*|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|[^;'"-]+|-/g);
  const statements = [''];
  for (const [piece] of pieces) {
    if (piece === ';') statements.push('');
    else if (!piece.startsWith('--')) statements.push(`${statements.pop() ?? ''}${piece}`);
  }
  return statements.map((statement) => statement.trim()).filter(Boolean);
}

type Existing = ReadonlyMap<string, string>;

function remainderOf(statement: string, existing: Existing): string[] {
  const [, kind = '', name = ''] =
    /^(CREATE TABLE|CREATE (?:UNIQUE )?INDEX|CREATE VIEW|DROP TABLE|DROP VIEW|ALTER TABLE|INSERT INTO) "(\w+)"/i.exec(
      statement,
    ) ?? [];
  switch (kind.toUpperCase()) {
    case 'CREATE TABLE':
      return createdTable(statement, name, existing);
    case 'CREATE INDEX':
    case 'CREATE UNIQUE INDEX':
      // Its table may be replaced, and the index with it.
      return [`DROP INDEX IF EXISTS "${name}"`, statement];
    case 'ALTER TABLE':
      return alteredTable(statement, name, existing);
    case 'INSERT INTO':
      return isMoved(name, existing) ? [] : [statement];
    case 'DROP TABLE':
      return existing.has(name) ? [statement] : [];
    case 'DROP VIEW':
      return [statement.replace(/^DROP VIEW /i, 'DROP VIEW IF EXISTS ')];
    case 'CREATE VIEW':
      return [`DROP VIEW IF EXISTS "${name}"`, statement];
    default:
      return [statement];
  }
}

function createdTable(statement: string, name: string, existing: Existing): string[] {
  if (!existing.has(name)) return [statement];
  // It may hold a part of the rows that it is to have.
  return name.startsWith('new_') && !isMoved(name, existing) ? [`DROP TABLE "${name}"`, statement] : [];
}

function alteredTable(statement: string, name: string, existing: Existing): string[] {
  const [, column] = /ADD COLUMN "(\w+)"/i.exec(statement) ?? [];
  if (column === undefined) return [statement];
  return (existing.get(name) ?? '').includes(`"${column}"`) ? [] : [statement];
}

/** Whether the table that `new_…` replaces is gone, so that all its rows are in the new one. */
function isMoved(name: string, existing: Existing): boolean {
  return name.startsWith('new_') && existing.has(name) && !existing.has(name.slice('new_'.length));
}
