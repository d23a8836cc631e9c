import type { Client, Config, InStatement, ResultSet, Transaction } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { openSqliteConnection, type SqliteConnection, type ThreadResult } from './sqlite-connection.ts';

type Adapter = Awaited<ReturnType<PrismaLibSql['connect']>>;

/**
 * SQLite through one connection. The client of libsql leaves its connection behind with every transaction and
 * opens another, which costs the page cache each time, and the memory of the old one for good: four megabytes for
 * each large transaction. The adapter lets nothing else run while a transaction is open, so one is enough.
 */
export class SqliteAdapter extends PrismaLibSql {
  #connection: SqliteConnection | null = null;

  override async connect(): Promise<Adapter> {
    const connecting = super.connect();
    // Made by `createClient`, just now.
    const connection = this.#connection;
    const adapter = await connecting;
    adapter.dispose = async () => connection?.close();
    return adapter;
  }

  override createClient(config: Config): Client {
    this.#connection = openSqliteConnection(config);
    return clientOf(this.#connection);
  }
}

/** As much of a client as Prisma's adapter uses. */
function clientOf(connection: SqliteConnection): Client {
  let isOpen = false;
  let isStuck = false;

  const execute = async (statement: InStatement): Promise<ThreadResult> => {
    if (isStuck && !isOpen) {
      // A statement that failed, such as one that waited for a lock in vain, stays in progress, and with it no
      // transaction of the connection can be committed any more.
      await connection.reconnect();
      isStuck = false;
    }
    try {
      return await connection.execute(statement, isOpen);
    } catch (error) {
      isStuck = true;
      throw error;
    }
  };
  const end = async (command: 'COMMIT' | 'ROLLBACK'): Promise<void> => {
    try {
      await execute(command);
    } catch (error) {
      // The connection goes on to others, and must not take this transaction along.
      if (command === 'COMMIT') await execute('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      isOpen = false;
    }
  };
  const begin = async () => {
    // Waits here for another process, where a transaction that began by reading would fail at its first write.
    await execute('BEGIN IMMEDIATE');
    isOpen = true;
    const transaction = { execute, commit: () => end('COMMIT'), rollback: () => end('ROLLBACK') };
    return transaction as unknown as Transaction;
  };
  const client = {
    execute: execute as unknown as (statement: InStatement) => Promise<ResultSet>,
    transaction: begin,
    executeMultiple: (sql: string) => connection.script(sql),
    close: () => void connection.close(),
  };
  return client as unknown as Client;
}
