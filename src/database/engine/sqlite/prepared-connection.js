// @ts-check
// A connection to SQLite that prepares each statement once. Preparing one of the ledger's takes four times as long as
// running it, and libsql's own client prepares it anew each time. JavaScript, because SQLite's thread imports it, which
// under Jest is its source.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import Database from 'libsql';

/** @typedef {import('@libsql/client').Config} Config */
/** @typedef {import('@libsql/client').InValue} InValue */
/** @typedef {import('./sqlite-protocol.ts').SqliteStatement} SqliteStatement */
/** @typedef {import('./sqlite-protocol.ts').StatementResult} StatementResult */
/**
 * @typedef {object} PreparedConnection
 * @property {(statement: SqliteStatement) => StatementResult} execute
 * @property {(sql: string) => void} script
 * @property {() => boolean} isSpoilt Whether a statement failed while it ran, and so may stay in progress.
 * @property {() => void} close
 */
/** @typedef {{ statement: Database.Statement, hasRows: boolean }} Prepared */

/** Statements that are kept: those of a message, of commands and reports, of which some come in a few forms. */
const MOST_PREPARED = 60;
/** The statement itself is wrong. */
const SQLITE_ERROR = 1;
/** Others, such as a PRAGMA, may do their work while they are prepared. */
const CAN_BE_KEPT = /^\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK)\b/i;

/** @type {(() => void) | null} */
let collect = null;

/**
 * @param {Config} config
 * @returns {PreparedConnection}
 */
export function openPreparedConnection({ url, timeout, intMode = 'number' }) {
  const database = new Database(pathOf(url), { timeout });
  /** In the order of their last use. @type {Map<string, Prepared>} */
  const kept = new Map();
  /** @param {string} sql */
  const prepared = (sql) => {
    const found = kept.get(sql) ?? prepare(database, sql);
    if (CAN_BE_KEPT.test(sql)) keep(kept, sql, found);
    return found;
  };
  let isSpoilt = false;
  /** @template Result @param {() => Result} work */
  const noting = (work) => {
    try {
      return work();
    } catch (error) {
      isSpoilt = true;
      throw error;
    }
  };
  /** @param {string} sql */
  const preparedOrNoted = (sql) => {
    try {
      return prepared(sql);
    } catch (error) {
      // What names no table was never in progress; any other failure may be the file's.
      if (/** @type {{ rawCode?: number }} */ (error).rawCode !== SQLITE_ERROR) isSpoilt = true;
      throw error;
    }
  };
  return {
    execute: ({ sql, args }) => {
      const found = preparedOrNoted(sql);
      return noting(() => run(found, args.map(toSql), intMode));
    },
    script: (sql) =>
      noting(() => {
        try {
          database.exec(sql);
        } finally {
          if (database.inTransaction) database.exec('ROLLBACK');
        }
      }),
    isSpoilt: () => isSpoilt,
    close: () => {
      kept.clear();
      database.close();
      collectGarbage();
    },
  };
}

/** libsql ends a statement, and with its last one the file, when V8 collects it. */
function collectGarbage() {
  setFlagsFromString('--expose-gc');
  collect ??= /** @type {() => void} */ (runInNewContext('gc'));
  collect();
}

/**
 * @param {Map<string, Prepared>} kept
 * @param {string} sql
 * @param {Prepared} used
 */
function keep(kept, sql, used) {
  kept.delete(sql);
  kept.set(sql, used);
  if (kept.size <= MOST_PREPARED) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

/**
 * @param {Database.Database} database
 * @param {string} sql
 * @returns {Prepared}
 */
function prepare(database, sql) {
  const statement = database.prepare(sql);
  statement.safeIntegers(true);
  try {
    statement.raw(true);
    return { statement, hasRows: true };
  } catch {
    return { statement, hasRows: false };
  }
}

/**
 * @param {Prepared} prepared
 * @param {InValue[]} args
 * @param {Config['intMode']} intMode
 * @returns {StatementResult}
 */
function run({ statement, hasRows }, args, intMode) {
  if (!hasRows) return { columns: [], columnTypes: [], rows: [], rowsAffected: statement.run(args).changes };
  const columns = statement.columns();
  const rows = /** @type {unknown[][]} */ (statement.all(args));
  return {
    columns: columns.map(({ name }) => name),
    columnTypes: columns.map(({ type }) => type ?? ''),
    rows: rows.map((row) => row.map((value) => fromSql(value, intMode))),
    rowsAffected: 0,
  };
}

/** @param {InValue} value */
function toSql(value) {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  return value;
}

/**
 * @param {unknown} value
 * @param {Config['intMode']} intMode
 */
function fromSql(value, intMode) {
  if (value instanceof Buffer) return value.buffer;
  if (typeof value !== 'bigint' || intMode === 'bigint') return value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} is beyond what a number holds exactly`);
  return number;
}

/**
 * The file that a URL such as `file:data/usage.db` names.
 * @param {string} url
 */
function pathOf(url) {
  const [, path = ''] = /^file:(?:\/\/[^/?#]*)?([^?#]*)/s.exec(url) ?? [];
  return decodeURIComponent(path);
}
