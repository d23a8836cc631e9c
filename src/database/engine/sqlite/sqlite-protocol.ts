import type { Config, InValue } from '@libsql/client';

export interface SqliteStatement {
  sql: string;
  args: InValue[];
}

/** Rows are arrays in the order of the columns. */
export interface StatementResult {
  columns: string[];
  columnTypes: string[];
  rows: unknown[][];
  rowsAffected: number;
}

/** What SQLite's thread can be asked for. It carries requests out in the order in which they were sent. */
export type ThreadRequest =
  /** Says which file the next requests are for. It is opened by the first of them. */
  | { kind: 'open'; config: Config }
  | { kind: 'statement'; statement: SqliteStatement }
  /** Statements whose rows are not needed, one after another. */
  | { kind: 'batch'; statements: readonly SqliteStatement[] }
  /**
   * Statements of a transaction, or all of it, in one message; with what the last of them returned. When one fails, the
   * thread rolls the transaction back.
   */
  | { kind: 'steps'; statements: readonly SqliteStatement[]; begins: boolean; ends: boolean }
  /** Several statements in one text, without parameters. */
  | { kind: 'script'; sql: string }
  | { kind: 'begin' }
  /** When it fails, the thread rolls the transaction back. */
  | { kind: 'commit' }
  | { kind: 'rollback' }
  /** Closes the file; another may be opened. */
  | { kind: 'close' }
  /** Ends the thread. */
  | { kind: 'end' };

export type ThreadMessage = ThreadRequest & { id: number };

/** An error as it crosses the thread's border, which its class does not. */
export interface ThreadError {
  message: string;
  code?: string;
  rawCode?: number;
}

/** `result` is `null` for every request but a statement, and steps that have one. */
export type ThreadReply =
  | { id: number; result: StatementResult | null; error?: undefined }
  | { id: number; error: ThreadError };
