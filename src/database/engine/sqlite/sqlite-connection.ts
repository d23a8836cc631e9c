import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Config } from '@libsql/client';
import type {
  SqliteStatement,
  StatementResult,
  ThreadError,
  ThreadMessage,
  ThreadReply,
} from './sqlite-protocol.ts';
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
  /** Starts the thread, so that the first request need not wait for that. */
  start(): void;
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
  /** Resolves when the thread has done all that it was asked for and has ended. */
  close(): Promise<void>;
}

/** Results are at most those of a report, and what a statement allocates is short-lived. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

/**
 * The thread starts with the first request, or before with `start`, and ends with `close`; a later request starts another.
 * It does not keep a process alive that has nothing else to do.
 */
export function openSqliteConnection(config: Config): SqliteConnection {
  let thread: Thread | null = null;
  const running = (): Thread => {
    if (thread) return thread;
    const started = startThread(config, () => {
      // A failed thread exits a moment after its error, when its successor may be running.
      if (thread === started) thread = null;
    });
    thread = started;
    return started;
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
    start: () => void running(),
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
      await closing?.close();
    },
  };
}

interface Thread {
  ask: Ask;
  close(): Promise<void>;
}

interface Waiting {
  resolve: (result: StatementResult | null) => void;
  reject: (error: Error) => void;
}

function startThread(config: Config, onEnd: () => void): Thread {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const worker = new Worker(new URL('./sqlite-thread.js', import.meta.url), {
    workerData: config,
    resourceLimits: LIMITS,
  });
  worker.unref();
  const end = (cause?: unknown): void => {
    onEnd();
    for (const { reject } of waiting.values()) reject(threadEnded(cause));
    waiting.clear();
  };
  worker.on('message', (reply: ThreadReply) => {
    const caller = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if (reply.error) caller?.reject(asError(reply.error));
    else caller?.resolve(reply.result);
  });
  worker.on('error', end);
  worker.on('exit', () => end());
  const ask: Ask = (request) =>
    new Promise((resolve, reject) => {
      const message: ThreadMessage = { ...request, id: ++lastId };
      worker.ref();
      waiting.set(message.id, { resolve, reject });
      worker.postMessage(message);
    });
  return {
    ask,
    close: async () => {
      const ended = once(worker, 'exit');
      // The thread ends itself: terminated from outside during a statement, it would crash the process.
      await ask({ kind: 'close' }).catch(() => undefined);
      worker.ref();
      await ended;
    },
  };
}

/** Has the code of a disk failure: the same statement may succeed on the next thread. */
function threadEnded(cause?: unknown): Error {
  const error = new Error('the thread of the database has ended', { cause });
  return Object.assign(error, { code: 'SQLITE_IOERR', rawCode: 10 });
}

/** Has the fields that Prisma's adapter reads from a driver's error. */
function asError({ message, code, rawCode }: ThreadError): Error {
  return Object.assign(new Error(message), { code, rawCode });
}
