import type { Config } from '@libsql/client';
import type { SqliteStatement, StatementResult } from './sqlite-protocol.ts';
import { takeSqliteThread, threadEnded, type SqliteThread } from './sqlite-threads.ts';
import {
  createSqliteTransactions,
  resultOf,
  type Ask,
  type SqliteSteps,
  type SqliteTransaction,
} from './sqlite-transactions.ts';
import { createTransactionGate } from './transaction-gate.ts';

/** A connection to SQLite on a thread of its own. Requests are carried out in the order of the calls. */
export interface SqliteConnection {
  execute(statement: SqliteStatement): Promise<StatementResult>;
  /** Runs several statements in one text, without parameters and rows. */
  script(sql: string): Promise<void>;
  /** Begins a transaction. Whatever else is asked for waits until it has ended. */
  begin(): Promise<SqliteTransaction>;
  /** A transaction that begins with its first message and ends with its last. Whatever else is asked for waits likewise. */
  inSteps(): Promise<SqliteSteps>;
  /** A whole transaction in one message; resolves with what its last statement returned. */
  atOnce(statements: readonly SqliteStatement[]): Promise<StatementResult | null>;
  /** The transaction that has not ended yet; `null` when there is none. */
  readonly openTransaction: SqliteTransaction | null;
  /** Resolves when the thread has done all that it was asked for and has closed the file. */
  close(): Promise<void>;
}

/**
 * The connection takes a thread with its first request and gives it back with `close`; a later request takes one again.
 */
export function openSqliteConnection(config: Config): SqliteConnection {
  let thread: SqliteThread | null = null;
  const running = (): SqliteThread => {
    if (thread) return thread;
    const taken = takeSqliteThread(config, () => {
      // A failed thread exits a moment after its error, when its successor may be running.
      if (thread === taken) thread = null;
    });
    thread = taken;
    return taken;
  };
  const gate = createTransactionGate();
  const bind = (): Ask => {
    const bound = running();
    return async (request) => {
      if (thread !== bound) throw threadEnded();
      return bound.ask(request);
    };
  };
  const transactions = createSqliteTransactions(gate, bind);
  const ask: Ask = async (request) => {
    if (gate.taken) await gate.taken;
    return running().ask(request);
  };
  return {
    execute: async (statement) => resultOf(await ask({ kind: 'statement', statement })),
    script: async (sql) => void (await ask({ kind: 'script', sql })),
    begin: () => transactions.begin(),
    inSteps: () => transactions.inSteps(),
    atOnce: (statements) => ask({ kind: 'steps', statements, begins: true, ends: true }),
    get openTransaction() {
      return transactions.open;
    },
    close: async () => {
      const closing = thread;
      thread = null;
      await closing?.release();
    },
  };
}
