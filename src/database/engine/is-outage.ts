/** Prisma's names for a database that cannot be reached or does not answer. */
const OUTAGE_KINDS =
  /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections|TransactionAlreadyClosed)$/;
/** Prisma: unreachable, timed out, closed, no free connection, no transaction. */
const PRISMA_CODES = /^P(1\d{3}|2024|2028)$/;
/** SQLite: busy, locked, read-only, input/output error, corrupt, full, cannot open, no database. */
const SQLITE_CODES = new Set([5, 6, 8, 10, 11, 13, 14, 26]);
const SQLITE_NAMES = /SQLITE_(BUSY|LOCKED|READONLY|IOERR|CORRUPT|FULL|CANTOPEN|NOTADB)/;
/**
 * PostgreSQL: connection, read-only transaction, role or password refused, no such database, no resources, locked,
 * operator's intervention, system error. Where somebody has to act first, people's answers need not wait for it.
 */
const POSTGRES_CODES = /^(08...|25006|28...|3D000|53...|55P03|57...|58...)$/;
/**
 * EAI_AGAIN: a name that does not resolve for the moment, as in the networks of containers. ERR_…: a statement for a
 * connection that was lost a moment ago.
 */
const SOCKET_CODES =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|E(HOST|NET)UNREACH|E(HOST|NET)DOWN|ENOSPC|ERR_SOCKET_CLOSED|ERR_STREAM_(DESTROYED|WRITE_AFTER_END))$/;

/** PostgreSQL's driver has no codes for a connection that is lost, before a statement or during it. */
const DRIVER_WORDS = /Connection terminated|timeout exceeded when trying to connect|is not queryable/;

interface Cause {
  kind?: string;
  originalCode?: string;
  code?: string;
}

/**
 * Whether `error` says that the database is away, full, locked or read-only, so that the same statement may
 * well succeed later. Everything else is the statement's own fault.
 */
export function isOutage(error: unknown): boolean {
  // A socket's error may come from another realm than this code, whose `Object` is another one.
  if (typeof error !== 'object' || error === null) return false;
  const {
    code,
    rawCode,
    message = '',
    meta,
    cause,
  } = error as {
    code?: string;
    rawCode?: number;
    message?: string;
    meta?: { driverAdapterError?: { cause?: Cause } };
    cause?: unknown;
  };
  if (code && (PRISMA_CODES.test(code) || SOCKET_CODES.test(code) || SQLITE_NAMES.test(code))) return true;
  // The driver's own, where Prisma's adapter has not put it into another one.
  if (typeof rawCode === 'number' && SQLITE_CODES.has(rawCode & 0xff)) return true;
  if (code && POSTGRES_CODES.test(code)) return true;
  if (DRIVER_WORDS.test(message)) return true;
  return isOutageCause(meta?.driverAdapterError?.cause ?? {}) || (cause !== undefined && isOutage(cause));
}

function isOutageCause({ kind = '', originalCode = '', code = '' }: Cause): boolean {
  if (OUTAGE_KINDS.test(kind) || POSTGRES_CODES.test(originalCode || code)) return true;
  // Extended SQLite codes keep the primary one in their low byte.
  return /^\d{1,4}$/.test(originalCode) && SQLITE_CODES.has(Number(originalCode) & 0xff);
}
