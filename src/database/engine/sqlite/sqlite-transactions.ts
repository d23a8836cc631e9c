import type { SqliteStatement, StatementResult, ThreadRequest } from './sqlite-protocol.ts';
import type { TransactionGate } from './transaction-gate.ts';

/** Asks SQLite's thread for something; resolves with the rows of a statement. */
export type Ask = (request: ThreadRequest) => Promise<StatementResult | null>;

/**
 * An open transaction. Every method rejects once the transaction or its thread has ended: the statement would be kept
 * without those before it.
 */
export interface SqliteTransaction {
  execute(statement: SqliteStatement): Promise<StatementResult>;
  /** Runs statements whose rows are not needed, one after another, in one message. */
  executeAll(statements: readonly SqliteStatement[]): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** A transaction that begins with its first message and ends with its last. One that fails rolls it back. */
export interface SqliteSteps {
  /** Runs statements one after another; resolves with what the last of them returned. */
  run(statements: readonly SqliteStatement[]): Promise<StatementResult>;
  /** Runs the last statements and commits; resolves with what the last of them returned. */
  end(statements: readonly SqliteStatement[]): Promise<StatementResult | null>;
  /** Rolls back what has begun and not ended. */
  giveUp(): Promise<void>;
}

export interface SqliteTransactions {
  begin(): Promise<SqliteTransaction>;
  inSteps(): Promise<SqliteSteps>;
  /** What `begin` began and has not ended. */
  readonly open: SqliteTransaction | null;
}

/** Opens one transaction at a time. `bind` returns what asks the thread that runs now, and no other. */
export function createSqliteTransactions(gate: TransactionGate, bind: () => Ask): SqliteTransactions {
  let open: SqliteTransaction | null = null;
  return {
    get open() {
      return open;
    },
    begin: async () => {
      const leave = await gate.enter();
      const { ask, end } = whileOpen(bind(), leave);
      try {
        await ask({ kind: 'begin' });
      } catch (error) {
        end();
        throw error;
      }
      const transaction = transactionOn(ask, () => {
        if (open === transaction) open = null;
        end();
      });
      open = transaction;
      return transaction;
    },
    inSteps: async () => {
      const leave = await gate.enter();
      return stepsOn(whileOpen(bind(), leave));
    },
  };
}

interface WhileOpen {
  ask: Ask;
  /** From now on `ask` rejects, and the next transaction may begin. */
  end: () => void;
  isOpen: () => boolean;
}

function whileOpen(bound: Ask, leave: () => void): WhileOpen {
  let isOpen = true;
  return {
    ask: async (request) => {
      if (!isOpen) throw transactionEnded();
      return bound(request);
    },
    end: () => {
      isOpen = false;
      leave();
    },
    isOpen: () => isOpen,
  };
}

function transactionOn(ask: Ask, onEnd: () => void): SqliteTransaction {
  return {
    execute: async (statement) => resultOf(await ask({ kind: 'statement', statement })),
    executeAll: async (statements) => void (await ask({ kind: 'batch', statements })),
    commit: async () => void (await ask({ kind: 'commit' }).finally(onEnd)),
    rollback: async () => void (await ask({ kind: 'rollback' }).finally(onEnd)),
  };
}

function stepsOn({ ask, end, isOpen }: WhileOpen): SqliteSteps {
  let hasBegun = false;
  const send = async (statements: readonly SqliteStatement[], ends: boolean) => {
    const begins = !hasBegun;
    hasBegun = true;
    try {
      const result = await ask({ kind: 'steps', statements, begins, ends });
      if (ends) end();
      return result;
    } catch (error) {
      // The thread has rolled back, or has ended.
      end();
      throw error;
    }
  };
  return {
    run: async (statements) => resultOf(await send(statements, false)),
    end: (statements) => send(statements, true),
    giveUp: async () => {
      if (!isOpen()) return;
      if (hasBegun) await ask({ kind: 'rollback' }).finally(end);
      else end();
    },
  };
}

/** The result of a statement. */
export function resultOf(result: StatementResult | null): StatementResult {
  if (!result) throw new Error('the thread of the database sent no result for a statement');
  return result;
}

/** Has the code of Prisma's own error for a transaction that timed out. */
function transactionEnded(): Error {
  return Object.assign(new Error('the transaction has already ended'), { code: 'P2028' });
}
