import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Config, InStatement } from '@libsql/client';

export type ThreadRequest =
  | { type: 'statement'; statement: InStatement }
  | { type: 'script'; sql: string }
  | { type: 'reconnect' }
  | { type: 'close' };

/** Rows are arrays in the order of the columns. */
export interface ThreadResult {
  columns: string[];
  columnTypes: string[];
  rows: unknown[][];
  rowsAffected: number;
}

interface Reply {
  id: number;
  result?: ThreadResult | null;
  error?: { message: string; code?: string; rawCode?: number };
}

/** One connection to SQLite, on a thread of its own: what is asked of it is done in order. */
export interface SqliteConnection {
  /** One within a transaction is refused where the thread has ended since: it would be kept without the others. */
  execute(statement: InStatement, isWithin: boolean): Promise<ThreadResult>;
  /** Runs several statements that have no rows. */
  script(sql: string): Promise<void>;
  /** Opens it anew with the next statement. */
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

interface Waiting {
  resolve: (result: ThreadResult | null) => void;
  reject: (error: Error) => void;
}

/** Results are a report's at most; what a statement leaves behind is young. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };

interface Thread {
  ask(request: ThreadRequest): Promise<ThreadResult | null>;
  /** Resolves when it has done what it was asked for and ended. */
  close(): Promise<void>;
}

/**
 * The thread begins with the first statement, and ends with `close`; what is asked later begins another. It keeps no
 * process from ending that has nothing else to do.
 */
export function openSqliteConnection(config: Config): SqliteConnection {
  let thread: Thread | null = null;
  const ask = (request: ThreadRequest): Promise<ThreadResult | null> => {
    if (!thread) {
      const begun = startThread(config, () => {
        // One that failed ends a moment later, when there may be another.
        if (thread === begun) thread = null;
      });
      thread = begun;
    }
    return thread.ask(request);
  };
  return {
    execute: async (statement, isWithin) => {
      if (isWithin && !thread) throw threadEnded();
      const result = await ask({ type: 'statement', statement });
      if (!result) throw new Error('a statement without a result');
      return result;
    },
    script: async (sql) => void (await ask({ type: 'script', sql })),
    reconnect: async () => void (await ask({ type: 'reconnect' })),
    close: async () => {
      const closing = thread;
      thread = null;
      await closing?.close();
    },
  };
}

function startThread(config: Config, onEnd: () => void): Thread {
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  const worker = new Worker(new URL('./sqlite-thread.js', import.meta.url), {
    workerData: config,
    resourceLimits: LIMITS,
  });
  const end = (cause?: unknown): void => {
    onEnd();
    for (const { reject } of waiting.values()) reject(threadEnded(cause));
    waiting.clear();
  };
  worker.on('message', ({ id, result, error }: Reply) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (error) one?.reject(asError(error));
    else one?.resolve(result ?? null);
  });
  worker.on('error', end);
  worker.on('exit', () => end());
  const ask: Thread['ask'] = (request) =>
    new Promise((resolve, reject) => {
      worker.ref();
      waiting.set(++asked, { resolve, reject });
      worker.postMessage({ id: asked, request });
    });
  return {
    ask,
    close: async () => {
      const ended = once(worker, 'exit');
      // It ends by itself: ended from outside within a statement, it would take the process along.
      await ask({ type: 'close' }).catch(() => undefined);
      worker.ref();
      await ended;
    },
  };
}

/** To everybody else a failure of the disk: the same statement may well succeed on the next thread. */
function threadEnded(cause?: unknown): Error {
  const error = new Error('the thread of the database has ended', { cause });
  return Object.assign(error, { code: 'SQLITE_IOERR', rawCode: 10 });
}

/** With what Prisma's adapter reads of an error of the driver. */
function asError({ message, code, rawCode }: NonNullable<Reply['error']>): Error {
  return Object.assign(new Error(message), { code, rawCode });
}
