// @ts-check
// The thread that has the connection to SQLite: its statements wait for the disk and for other processes' locks, and
// this way nobody else waits with them. It is JavaScript, because it is started from its file, also by the tests.
import { parentPort, workerData } from 'node:worker_threads';
import { createClient } from '@libsql/client/sqlite3';

/** @typedef {import('./sqlite-connection.ts').ThreadRequest} ThreadRequest */
/** @typedef {import('./sqlite-connection.ts').ThreadResult} ThreadResult */

/** @typedef {import('@libsql/client').Client} Client */

/** @type {Client | null} */
let client = null;

/** How `send-together.ts` asks for what PostgreSQL does in a function. */
const RUN_TOGETHER = 'SELECT 1 AS done FROM run_together(';

/**
 * @param {ThreadRequest} request
 * @returns {Promise<ThreadResult | null>}
 */
async function carryOut(request) {
  if (request.type === 'reconnect' || request.type === 'close') {
    client?.close();
    client = null;
    return null;
  }
  client ??= createClient(workerData);
  if (request.type === 'script') {
    await client.executeMultiple(request.sql);
    return null;
  }
  const { sql, args } = /** @type {{ sql: string, args: string[] }} */ (request.statement);
  if (sql?.startsWith(RUN_TOGETHER)) return runTogether(client, args);
  const { columns, columnTypes, rows, rowsAffected } = await client.execute(request.statement);
  return { columns, columnTypes, rows: rows.map((row) => Array.from(row)), rowsAffected };
}

/**
 * @param {Client} client
 * @param {string[]} args
 * @returns {Promise<ThreadResult>}
 */
async function runTogether(client, [statements = '[]', ...parameters]) {
  let taken = 0;
  for (const [sql, count] of /** @type {[string, number][]} */ (JSON.parse(statements))) {
    await client.execute({ sql, args: parameters.slice(taken, taken + count) });
    taken += count;
  }
  return { columns: ['done'], columnTypes: [''], rows: [[1]], rowsAffected: 0 };
}

/** An error as a thread can tell it; its class stays behind. @param {unknown} error */
function tellError(error) {
  if (!(error instanceof Error)) return { message: String(error) };
  const { message } = error;
  // Of a file that cannot be opened, such as on a disk that is gone, libsql tells the code in its words alone.
  if (message.startsWith('ConnectionFailed')) return { message, code: 'SQLITE_CANTOPEN', rawCode: 14 };
  const { code, rawCode } = /** @type {{ code?: string, rawCode?: number }} */ (error);
  return { message, code, rawCode };
}

parentPort?.on('message', (/** @type {{ id: number, request: ThreadRequest }} */ { id, request }) => {
  carryOut(request)
    .then(
      (result) => parentPort?.postMessage({ id, result }),
      (error) => parentPort?.postMessage({ id, error: tellError(error) }),
    )
    .finally(() => {
      if (request.type === 'close') parentPort?.close();
    });
});
