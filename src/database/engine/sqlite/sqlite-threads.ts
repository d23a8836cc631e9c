import { Worker } from 'node:worker_threads';
import type { Config } from '@libsql/client';
import type { StatementResult, ThreadError, ThreadMessage, ThreadReply } from './sqlite-protocol.ts';
import type { Ask } from './sqlite-transactions.ts';

/** A thread that one connection has for itself. It keeps no process alive that waits for nothing else. */
export interface SqliteThread {
  ask: Ask;
  /** Resolves when the thread has done all that it was asked for and has closed the file. Another connection may take it. */
  release(): Promise<void>;
}

/** Results are at most those of a report, and what a statement allocates is short-lived. */
const LIMITS = { maxYoungGenerationSizeMb: 8 };
/** A process has as many connections at once: those of a bot, of what a command reads and writes. */
const MOST_IDLE = 3;

/**
 * Threads without a connection. Starting one takes longer than migrating a small file, and a process opens its file once
 * to migrate it and then to use it.
 */
const idle: Running[] = [];

/** Starts a thread before the first connection asks for it, unless one is idle. */
export function warmSqliteThread(): void {
  if (idle.length === 0) idle.push(startThread());
}

/**
 * A thread for a file. `onEnd` is called when it has failed: what it was asked for has been rejected, and nothing more may
 * be asked of it.
 */
export function takeSqliteThread(config: Config, onEnd: () => void): SqliteThread {
  const thread = idle.pop() ?? startThread();
  thread.onEnd = onEnd;
  // It fails only with its thread, of which the requests behind it tell.
  thread.ask({ kind: 'open', config }).catch(() => undefined);
  return { ask: thread.ask, release: () => release(thread) };
}

interface Running {
  ask: Ask;
  onEnd: () => void;
  hasEnded: boolean;
}

interface Waiting {
  resolve: (result: StatementResult | null) => void;
  reject: (error: Error) => void;
}

async function release(thread: Running): Promise<void> {
  // The thread closes the file itself: terminated from outside during a statement, it would crash the process.
  await thread.ask({ kind: 'close' }).catch(() => undefined);
  thread.onEnd = () => undefined;
  if (thread.hasEnded) return;
  if (idle.length < MOST_IDLE) idle.push(thread);
  else await thread.ask({ kind: 'end' }).catch(() => undefined);
}

function startThread(): Running {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const worker = new Worker(new URL('./sqlite-thread.js', import.meta.url), { resourceLimits: LIMITS });
  worker.unref();
  const end = (cause?: unknown): void => {
    thread.hasEnded = true;
    if (idle.includes(thread)) idle.splice(idle.indexOf(thread), 1);
    thread.onEnd();
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
      if (thread.hasEnded) return reject(threadEnded());
      const message: ThreadMessage = { ...request, id: ++lastId };
      worker.ref();
      waiting.set(message.id, { resolve, reject });
      worker.postMessage(message);
    });
  const thread: Running = { ask, onEnd: () => undefined, hasEnded: false };
  return thread;
}

/** Has the code of a disk failure: the same statement may succeed on the next thread. */
export function threadEnded(cause?: unknown): Error {
  const error = new Error('the thread of the database has ended', { cause });
  return Object.assign(error, { code: 'SQLITE_IOERR', rawCode: 10 });
}

/** Has the fields that Prisma's adapter reads from a driver's error. */
function asError({ message, code, rawCode }: ThreadError): Error {
  return Object.assign(new Error(message), { code, rawCode });
}
