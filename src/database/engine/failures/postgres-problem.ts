import type { DatabaseAddress } from './database-address.ts';
import type { FailureFacts } from './failure-facts.ts';

interface Problem {
  /** Codes of PostgreSQL, Node.js and Prisma. */
  codes?: RegExp;
  words?: RegExp;
  /** Completes "DATABASE_URL (…)": what is wrong, and what to do. */
  say: (address: DatabaseAddress) => string;
}

const ENCODE = 'characters such as @ : / # ? % in a password must be written as %40 %3A %2F %23 %3F %25';

// The first that matches is said. Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
const PROBLEMS: readonly Problem[] = [
  {
    codes: /^28P01$/,
    say: ({ user }) =>
      `does not let "${user}" in with this password. Correct the user name or the password; ${ENCODE}`,
  },
  {
    words: /client password must be a string|no password supplied/i,
    say: ({ user }) =>
      `wants a password for "${user}". Write it as postgresql://${user}:PASSWORD@…; ${ENCODE}`,
  },
  {
    words: /no pg_hba\.conf entry/i,
    say: ({ user, server }) =>
      `is not open to "${user}" from this machine. Allow it in pg_hba.conf of ${server}; where only encrypted ` +
      'connections are allowed, add ?sslmode=require to the address',
  },
  {
    codes: /^(28000|DatabaseAccessDenied|AuthenticationFailed)$/,
    say: ({ user }) =>
      `does not know the user "${user}", or does not let it in. Correct the name, or create the role`,
  },
  {
    codes: /^(3D000|DatabaseDoesNotExist)$/,
    say: ({ database, server }) =>
      `names the database "${database}", which ${server} does not have. Correct the name, or create it with ` +
      `CREATE DATABASE "${database}"`,
  },
  {
    codes: /^42501$/,
    say: ({ user }) =>
      `does not let "${user}" create tables. Grant it CREATE on the schema, or run npm run migrate as the owner`,
  },
  {
    codes: /^53300$/,
    say: () => 'has no free connection. Raise max_connections, or end other programs',
  },
  { codes: /^53100$/, say: () => 'has no room left on its disk. Make room, and start again' },
  {
    codes: /^25006$/,
    say: () => 'is read-only, such as a standby. Name the primary; a standby belongs in DATABASE_READ_URL',
  },
  { codes: /^57P0[1-3]$/, say: () => 'is starting or stopping. Start again in a moment' },
  {
    codes: /^(ENOTFOUND|EAI_\w+)$/,
    say: ({ host }) =>
      `names the host "${host}", which no DNS server knows. Correct it, or check the network`,
  },
  {
    codes: /^ECONNREFUSED$/,
    say: ({ server }) =>
      `is refused: nothing listens at ${server}. Start PostgreSQL there, or correct host and port`,
  },
  {
    codes: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|SocketTimeout)$/,
    words: /timeout/i,
    say: ({ server }) => `gets no answer from ${server}. Correct host and port, or open the firewall`,
  },
  {
    codes: /^(TlsConnectionError|CERT_\w+|SELF_SIGNED_\w+|DEPTH_\w+|UNABLE_TO_\w+|ERR_TLS_\w+)$/,
    words: /\bSSL\b|certificate/i,
    say: () =>
      'is reached, but not with the encryption that is asked for. Correct sslmode, or the certificate',
  },
  {
    codes: /^(ECONNRESET|EPIPE)$/,
    words: /Connection terminated|unexpected|message type|Cannot read/i,
    say: ({ server }) => `is closed by ${server}, which may not be PostgreSQL. Correct host and port`,
  },
  {
    codes: /^DatabaseNotReachable$/,
    say: ({ server }) => `cannot be reached at ${server}. Start PostgreSQL there, or correct host and port`,
  },
];

/** What is wrong with a PostgreSQL address, and what to do; `null` where the failure is not known. */
export function postgresProblem(facts: FailureFacts, address: DatabaseAddress): string | null {
  const problem = PROBLEMS.find(
    ({ codes, words }) =>
      (codes !== undefined && facts.codes.some((code) => codes.test(code))) ||
      (words !== undefined && words.test(facts.words)),
  );
  return problem?.say(address) ?? null;
}
