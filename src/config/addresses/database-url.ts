import { hasRawPassword, RAW_PASSWORD } from './raw-password.ts';

/** An address in the one form that the rest of the program knows, and what is wrong with it. */
export interface ReadAddress {
  url: string;
  problem: string | null;
}

const KINDS = 'must begin with file: (SQLite) or postgresql:// (PostgreSQL)';
const ONE_SERVER =
  'must name one server, with a port from 1 to 65535: postgresql://user:password@host:5432/database';
/** What databases as a service leave in the address that they offer for copying. */
const PLACEHOLDER = /\[YOUR-PASSWORD\]|<password>/i;
/** Shells and Compose replace these before a program starts; a `.env` file keeps them. */
const VARIABLE = /\$\{\w+\}/;
/** The beginning of a path in a shell, or a variable anywhere. */
const SHELL_PATH = /^~|\$\{?[A-Z_]/i;

/** Reads the address of a database. What SQLite would take for another place is a problem. */
export function readDatabaseUrl(text: string): ReadAddress {
  if (/^file:/i.test(text)) {
    const url = fileUrl(text);
    return { url, problem: problemOfPath(url.slice('file:'.length)) };
  }
  const url = text.replace(/^postgres(?:ql)?:\/\//i, (scheme) => scheme.toLowerCase());
  return { url, problem: /^postgres(?:ql)?:\/\//.test(url) ? problemOfServer(url) : KINDS };
}

/** `file:///data/usage.db` and `file://localhost/data/usage.db` are `file:/data/usage.db`. */
function fileUrl(text: string): string {
  const path = text.slice('file:'.length).trimStart();
  const absolute = path.replace(/^\/\/(?:localhost)?\/*(?=\/)/i, '');
  return `file:${absolute.replace(/^\/(?=[A-Za-z]:[/\\])/, '')}`;
}

function problemOfPath(path: string): string | null {
  if (path === '') return 'must name a file, such as file:./data/usage.db';
  if (/[?#%]/.test(path)) return 'must be a file name without ? and what follows, and without # or %';
  // What stands behind // is a host: SQLite would leave it out, or keep the database nowhere.
  if (path.startsWith('//'))
    return 'must have no // behind file: — a path from here is file:./data/usage.db, one from the root file:/data/usage.db';
  if (path === ':memory:') return 'must name a file: a database in memory ends with the process';
  return SHELL_PATH.test(path) ? 'must be the path itself: neither ~ nor $NAME is replaced' : null;
}

function problemOfServer(url: string): string | null {
  if (VARIABLE.test(url)) return 'contains ${…}, which is not replaced: write the value itself';
  if (PLACEHOLDER.test(url)) return 'has a placeholder for the password: put your own there';
  if (hasRawPassword(url)) return RAW_PASSWORD;
  return URL.canParse(url) ? null : ONE_SERVER;
}
