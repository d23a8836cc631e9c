import type { Client, Config } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { openSqliteConnection, type SqliteConnection } from './sqlite-connection.ts';
import type { SqliteStatement } from './sqlite-protocol.ts';
import { warmSqliteThread } from './sqlite-threads.ts';

type Adapter = Awaited<ReturnType<PrismaLibSql['connect']>>;

/**
 * SQLite through one connection. libsql's own client opens a new connection for each transaction and abandons the old
 * one, which loses the page cache and, after a large transaction, four megabytes for good. Nothing else runs while a
 * transaction is open, so one connection is enough.
 */
export class SqliteAdapter extends PrismaLibSql {
  #connection: SqliteConnection | null = null;

  constructor(config: Config) {
    super(config);
    // Prisma's client is loaded meanwhile, which takes about as long.
    warmSqliteThread();
  }

  override async connect(): Promise<Adapter> {
    const connecting = super.connect();
    // `createClient` has just set it.
    const connection = this.#connection;
    const adapter = await connecting;
    adapter.dispose = async () => connection?.close();
    return adapter;
  }

  override createClient(config: Config): Client {
    this.#connection = openSqliteConnection(config);
    return clientOf(this.#connection);
  }

  /** The newest connection. Throws before there is one. */
  get connection(): SqliteConnection {
    if (!this.#connection) throw new Error('the database is not connected yet');
    return this.#connection;
  }
}

/** The part of libsql's client that Prisma's adapter uses. */
function clientOf(connection: SqliteConnection): Client {
  const client = {
    execute: (statement: SqliteStatement) => connection.execute(statement),
    transaction: () => connection.begin(),
    executeMultiple: (sql: string) => connection.script(sql),
    close: () => void connection.close(),
  };
  return client as unknown as Client;
}
