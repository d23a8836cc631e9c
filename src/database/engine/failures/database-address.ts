/** The parts of a database's address that may be shown. */
export interface DatabaseAddress {
  /** The whole, without the password. */
  shown: string;
  user: string;
  /** `host:port`. */
  server: string;
  host: string;
  database: string;
  /** The file of SQLite; empty for PostgreSQL. */
  path: string;
}

/** Takes a checked `DATABASE_URL` apart. */
export function readDatabaseAddress(url: string): DatabaseAddress {
  const parts = { user: '', server: '', host: '', database: '', path: '' };
  if (url.startsWith('file:')) return { ...parts, shown: url, path: url.slice('file:'.length) };
  const { protocol, username, hostname, port, pathname } = new URL(url);
  const server = `${hostname || 'localhost'}:${port || '5432'}`;
  return {
    shown: `${protocol}//${username && `${username}@`}${server}${pathname}`,
    user: decoded(username),
    server,
    host: hostname,
    database: decoded(pathname.slice(1)),
    path: '',
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
