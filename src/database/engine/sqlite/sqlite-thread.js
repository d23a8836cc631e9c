// @ts-check
// The thread that owns a connection to SQLite. A statement waits for the disk and for other processes' locks, and
// here nothing else waits with it. JavaScript, because a worker starts from its file, which under Jest is this source.
import { parentPort } from 'node:worker_threads';
import { openPreparedConnection } from './prepared-connection.js';

/** @typedef {import('@libsql/client').Config} Config */
/** @typedef {import('./prepared-connection.js').PreparedConnection} PreparedConnection */
/** @typedef {import('./sqlite-protocol.ts').SqliteStatement} SqliteStatement */
/** @typedef {import('./sqlite-protocol.ts').StatementResult} StatementResult */
/** @typedef {import('./sqlite-protocol.ts').ThreadError} ThreadError */
/** @typedef {import('./sqlite-protocol.ts').ThreadMessage} ThreadMessage */
/** @typedef {import('./sqlite-protocol.ts').ThreadReply} ThreadReply */
/** @typedef {import('./sqlite-protocol.ts').ThreadRequest} ThreadRequest */

/** @type {Config | null} */
let config = null;
/** @type {PreparedConnection | null} */
let opened = null;
let inTransaction = false;

/**
 * @param {ThreadRequest} request
 * @returns {StatementResult | null}
 */
function carryOut(request) {
  switch (request.kind) {
    case 'open':
      return open(request.config);
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
    case 'end':
      return close();
    default:
      throw new TypeError('unknown request', { cause: request });
  }
}

/** @param {Config} ofFile */
function open(ofFile) {
  config = ofFile;
  return null;
}

/** @param {SqliteStatement} statement */
function runStatement(statement) {
  return connection().execute(statement);
}

/** @param {readonly SqliteStatement[]} statements */
function runBatch(statements) {
  for (const statement of statements) runStatement(statement);
  return null;
}

/** @param {Extract<ThreadRequest, { kind: 'steps' }>} request */
function runSteps({ statements, begins, ends }) {
  if (begins) begin();
  else if (!inTransaction) throw new Error('no transaction is open');
  let result = null;
  try {
    for (const statement of statements) result = runStatement(statement);
  } catch (error) {
    // Nobody has to send a message for it.
    rollBackAnyhow();
    throw error;
  }
  if (ends) commit();
  return result;
}

/** @param {string} sql */
function runScript(sql) {
  connection().script(sql);
  return null;
}

function begin() {
  // Waits here for another process, where a transaction that began by reading would fail at its first write.
  run('BEGIN IMMEDIATE');
  inTransaction = true;
  return null;
}

function commit() {
  try {
    run('COMMIT');
  } catch (error) {
    // The next transaction uses the same connection and must not inherit this one.
    rollBackAnyhow();
    throw error;
  } finally {
    inTransaction = false;
  }
  return null;
}

function rollback() {
  try {
    run('ROLLBACK');
  } finally {
    inTransaction = false;
  }
  return null;
}

function rollBackAnyhow() {
  try {
    rollback();
  } catch {
    // SQLite has done so by itself.
  }
}

/** @param {string} sql */
function run(sql) {
  connection().execute({ sql, args: [] });
}

function close() {
  opened?.close();
  opened = null;
  inTransaction = false;
  return null;
}

/** Opens the connection, and reopens it after a failure. */
function connection() {
  // A statement that failed, such as by a timeout of a lock, stays in progress, and SQLite then refuses to commit any
  // transaction of its connection.
  if (opened?.isSpoilt() && !inTransaction) close();
  if (!config) throw new Error('no file was named');
  opened ??= openPreparedConnection(config);
  return opened;
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
  const { code: extended, rawCode } = /** @type {{ code?: string, rawCode?: number }} */ (error);
  const [code] = /^SQLITE_[A-Z]+/.exec(extended ?? '') ?? [extended];
  // As libsql's client says it, for whose words Prisma's adapter is made.
  return { message: code ? `${code}: ${message}` : message, code, rawCode };
}

/** @param {ThreadReply} reply */
function send(reply) {
  parentPort?.postMessage(reply);
}

parentPort?.on('message', (/** @type {ThreadMessage} */ { id, ...request }) => {
  try {
    const result = carryOut(request);
    // The file is closed with the statements, which Node.js ends after those that use them.
    if (request.kind === 'close') setImmediate(() => send({ id, result }));
    else send({ id, result });
  } catch (error) {
    send({ id, error: describe(error) });
  }
  if (request.kind === 'end') parentPort?.close();
});
