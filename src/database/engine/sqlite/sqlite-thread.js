// @ts-check
// The thread that owns the connection to SQLite. A statement waits for the disk and for other processes' locks, and
// here nothing else waits with it. JavaScript, because a worker starts from its file, which under Jest is this source.
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '@libsql/client/sqlite3';

/** @typedef {import('@libsql/client').Client} Client */
/** @typedef {import('@libsql/client').InStatement} InStatement */
/** @typedef {import('./sqlite-protocol.ts').StatementResult} StatementResult */
/** @typedef {import('./sqlite-protocol.ts').ThreadError} ThreadError */
/** @typedef {import('./sqlite-protocol.ts').ThreadMessage} ThreadMessage */
/** @typedef {import('./sqlite-protocol.ts').ThreadReply} ThreadReply */
/** @typedef {import('./sqlite-protocol.ts').ThreadRequest} ThreadRequest */

/** @type {Client | null} */
let client = null;
let inTransaction = false;
let hasFailed = false;

/**
 * @param {ThreadRequest} request
 * @returns {Promise<StatementResult | null>}
 */
async function carryOut(request) {
  switch (request.kind) {
    case 'statement':
      return runStatement(request.statement);
    case 'batch':
      return runBatch(request.statements);
    case 'steps':
      return runSteps(request);
    case 'script':
      return runScript(request.sql);
    case 'begin':
      return begin();
    case 'commit':
      return commit();
    case 'rollback':
      return rollback();
    case 'close':
      return close();
    default:
      throw new TypeError('unknown request', { cause: request });
  }
}

/** @param {InStatement} statement */
async function runStatement(statement) {
  const { columns, columnTypes, rows, rowsAffected } = await connection().execute(statement);
  return { columns, columnTypes, rows: rows.map((row) => Array.from(row)), rowsAffected };
}

/** @param {readonly InStatement[]} statements */
async function runBatch(statements) {
  for (const statement of statements) await connection().execute(statement);
  return null;
}

/** @param {Extract<ThreadRequest, { kind: 'steps' }>} request */
async function runSteps({ statements, begins, ends }) {
  if (begins) await begin();
  else if (!inTransaction) throw new Error('no transaction is open');
  let result = null;
  try {
    for (const statement of statements) result = await runStatement(statement);
  } catch (error) {
    // Nobody has to send a message for it.
    await rollback().catch(() => undefined);
    throw error;
  }
  if (ends) await commit();
  return result;
}

/** @param {string} sql */
async function runScript(sql) {
  await connection().executeMultiple(sql);
  return null;
}

async function begin() {
  // Waits here for another process, where a transaction that began by reading would fail at its first write.
  await connection().execute('BEGIN IMMEDIATE');
  inTransaction = true;
  return null;
}

async function commit() {
  try {
    await connection().execute('COMMIT');
  } catch (error) {
    // The next transaction uses the same connection and must not inherit this one.
    await rollback().catch(() => undefined);
    throw error;
  } finally {
    inTransaction = false;
  }
  return null;
}

async function rollback() {
  try {
    await connection().execute('ROLLBACK');
  } finally {
    inTransaction = false;
  }
  return null;
}

function close() {
  client?.close();
  client = null;
  return null;
}

/** Opens the connection, and reopens it after a failure. */
function connection() {
  // A statement that failed, such as by a timeout of a lock, stays in progress, and SQLite then refuses to commit any
  // transaction of its connection.
  if (hasFailed && !inTransaction) {
    close();
    hasFailed = false;
  }
  client ??= createClient(workerData);
  return client;
}

/**
 * @param {unknown} error
 * @returns {ThreadError}
 */
function describe(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message } = error;
  // For a file that cannot be opened, such as on a disk that is gone, libsql gives no code.
  if (message.startsWith('ConnectionFailed')) return { message, code: 'SQLITE_CANTOPEN', rawCode: 14 };
  const { code, rawCode } = /** @type {{ code?: string, rawCode?: number }} */ (error);
  return { message, code, rawCode };
}

/** @param {ThreadReply} reply */
function send(reply) {
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (/** @type {ThreadMessage} */ { id, ...request }) => {
  carryOut(request)
    .then(
      (result) => send({ id, result }),
      (error) => {
        hasFailed = true;
        send({ id, error: describe(error) });
      },
    )
    .finally(() => {
      if (request.kind === 'close') parentPort?.close();
    });
});
