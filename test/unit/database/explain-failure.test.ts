import { DatabaseError } from '../../../src/database/engine/failures/database-error.ts';
import { explainFailure } from '../../../src/database/engine/failures/explain-failure.ts';

const POSTGRES = 'postgresql://ada:ze%40bra@db.example:6432/usage?sslmode=require';
const SQLITE = 'file:./data/usage.db';

function failure(code: string, message = code): Error {
  return Object.assign(new Error(message), { code });
}

/** As Prisma wraps what its adapters throw. */
function wrapped(cause: Record<string, unknown>): Error {
  const driverAdapterError = Object.assign(new Error(String(cause['kind'])), { cause });
  return Object.assign(new Error('\nInvalid `prisma.$queryRawUnsafe()` invocation'), {
    code: 'P2010',
    meta: { driverAdapterError },
  });
}

function sentence(error: unknown, url: string): string {
  const explained = explainFailure(error, url);
  expect(explained).toBeInstanceOf(DatabaseError);
  return (explained as Error).message;
}

describe('a failure of PostgreSQL', () => {
  const SHOWN = 'DATABASE_URL (postgresql://ada@db.example:6432/usage) ';

  it.each([
    [failure('28P01', 'password authentication failed for user "ada"'), /"ada" .*password.*%40/],
    [wrapped({ kind: 'AuthenticationFailed', originalCode: '28P01' }), /"ada" .*password/],
    [failure('XX', 'SASL: client password must be a string'), /wants a password for "ada"/],
    [failure('28000', 'role "ada" does not exist'), /does not know the user "ada"/],
    [failure('28000', 'no pg_hba.conf entry for host "10.0.0.1", no encryption'), /pg_hba\.conf.*sslmode/],
    [failure('3D000', 'database "usage" does not exist'), /"usage".*CREATE DATABASE/],
    [failure('42501', 'permission denied for schema public'), /"ada" create tables.*Grant/],
    [failure('53300', 'sorry, too many clients already'), /no free connection/],
    [failure('53100', 'could not extend file: No space left'), /no room left/],
    [failure('25006', 'cannot execute CREATE TABLE in a read-only transaction'), /standby/],
    [failure('57P03', 'the database system is starting up'), /starting or stopping/],
    [failure('ENOTFOUND', 'getaddrinfo ENOTFOUND db.example'), /"db\.example".*DNS/],
    [new AggregateError([failure('ECONNREFUSED')]), /nothing listens at db\.example:6432/],
    [failure('', 'Connection terminated due to connection timeout'), /no answer from db\.example:6432/],
    [failure('', 'The server does not support SSL connections'), /encryption.*sslmode/],
    [failure('SELF_SIGNED_CERT_IN_CHAIN'), /certificate/],
    [failure('ECONNRESET', 'read ECONNRESET'), /may not be PostgreSQL/],
  ])('is a sentence without the password: %#', (error, words) => {
    const said = sentence(error, POSTGRES);
    expect(said.startsWith(SHOWN)).toBe(true);
    expect(said).toMatch(words);
    expect(said).toMatch(/\.$/);
    expect(said).not.toMatch(/bra|prisma/i);
  });
});

describe('a failure of SQLite', () => {
  it.each([
    [wrapped({ kind: 'sqlite', originalCode: '26' }), /not an SQLite database/],
    [wrapped({ kind: 'sqlite', originalCode: '1034' }), /disk that fails/],
    [failure('SQLITE_CORRUPT', 'database disk image is malformed'), /damaged/],
    [failure('EACCES'), /owner or its permissions/],
    [failure('EROFS'), /only be read/],
    [wrapped({ kind: 'sqlite', originalCode: '1544' }), /only be read/],
    [failure('ENOSPC'), /full/],
    [wrapped({ kind: 'sqlite', originalCode: '5' }), /locked by another program/],
    [failure('EISDIR'), /directory/],
    [failure('ENOTDIR'), /file where it names a directory/],
    [wrapped({ kind: 'sqlite', originalCode: '14' }), /cannot be opened/],
  ])('is a sentence: %#', (error, words) => {
    const said = sentence(error, SQLITE);
    expect(said).toMatch(/^DATABASE_URL \(file:\.\/data\/usage\.db\) /);
    expect(said).toMatch(words);
  });
});

describe('any other failure', () => {
  it('is left as it is', () => {
    const error = new Error('--days must be a number');
    for (const url of [POSTGRES, SQLITE, 'mysql://h/d']) expect(explainFailure(error, url)).toBe(error);
  });
});
